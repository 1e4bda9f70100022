"""The check that ships, from outside."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.checking import Check, Fault, Outgoing, Verdict
from groundswell.domain.errors import InputError
from groundswell.reply import as_json, check, outgoing_from_json
from groundswell.reply.checks.checking import built_in

SLAP = "Sorry, but this is just a pitch slap with nicer manners."
SCORES = {
    "fit",
    "empathy",
    "emotion",
    "interpretation",
    "exploration",
    "defensiveness",
    "hostility",
    "politeness",
    "pitch",
    "too_soon",
    "specificity",
}


def kinds(checked: Check) -> set[Fault]:
    return {one.kind for one in checked.remarks}


def test_what_defends_is_marked_and_gets_a_reason_and_words() -> None:
    text = "Thank you for reading. If you had read the whole post, you would know that I never sell anything."
    checked = check(text, to=SLAP)
    assert checked.verdict is not Verdict.SEND
    (remark,) = (one for one in checked.remarks if one.kind is Fault.DEFENSIVE)
    assert "If you had read" in text[remark.start : remark.end]
    assert "Thank you" not in text[remark.start : remark.end]
    assert remark.how is not None
    assert remark.say.endswith(".")
    assert remark.instead


def test_the_same_comment_met_scores_better_than_fought() -> None:
    met = check(
        "That is fair: the last line does ask for something. I took it out. What would you have written?",
        to=SLAP,
    )
    fought = check("With respect, you clearly did not read it. I never sell anything.", to=SLAP)
    assert met.scores["fit"] > fought.scores["fit"]
    assert met.scores["empathy"] > fought.scores["empathy"]
    assert met.scores["defensiveness"] < fought.scores["defensiveness"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thank you! Ring me on +44 20 7946 0991 any evening.", Fault.PRIVATE),
        ("Hi [First Name], thank you so much for your kind words!", Fault.TEMPLATE),
    ],
)
def test_what_is_certain_is_never_sent_unseen(text: str, kind: Fault) -> None:
    checked = check(text, to="Lovely post.")
    assert kind in kinds(checked)
    assert checked.verdict is not Verdict.SEND


@pytest.mark.parametrize(
    ("text", "insult"),
    [
        ("Thank you for reading. You are such a liar.", "You are such a liar"),
        ("Thanks, Tom. What a stupid thing to say.", "What a stupid thing to say"),
        ("Danke fürs Lesen. Du bist ein Idiot.", "Du bist ein Idiot"),
        ("Gracias por leerme. Eres un mentiroso.", "Eres un mentiroso"),
    ],
)
def test_an_insult_behind_a_friendly_sentence_is_marked_and_held(text: str, insult: str) -> None:
    told = check(text, to="I see this differently.")
    assert told.verdict is Verdict.HOLD
    assert insult in [text[one.start : one.end] for one in told.remarks if one.kind is Fault.HOSTILE]


@pytest.mark.parametrize(
    "text",
    [
        "You are not stupid, you are tired. I had the same winter.",
        "I felt so stupid telling you that. Thank you for asking.",
        'Somebody wrote "you are an idiot" under it, and I laughed.',
    ],
)
def test_words_that_insult_nobody_are_no_insults(text: str) -> None:
    assert Fault.HOSTILE not in {one.kind for one in check(text, to="I was there too.").remarks}


def test_words_instead_are_in_the_language_of_the_reply() -> None:
    text = "Wenn du den Beitrag gelesen hättest, wüsstest du, dass ich nie etwas verkaufe. Unterstellung!"
    checked = check(text, to="Das ist doch nur Werbung.")
    assert checked.language == "de"
    assert any(one.instead.endswith((".", "?")) and "der" not in one.say.split() for one in checked.remarks)


@settings(max_examples=40)
@given(st.text(max_size=600), st.text(max_size=200), st.integers(1, 9))
def test_any_text_gets_a_check(text: str, to: str, number: int) -> None:
    checked = check(text, to=to, round=number)
    assert set(checked.scores) == SCORES
    assert all(0 <= score <= 1 for score in checked.scores.values())
    assert all(0 <= one.start <= one.end <= len(text) for one in checked.remarks)
    json.dumps(as_json(checked))


def test_neighbours_change_nothing() -> None:
    texts = [
        Outgoing("a", "Thank you, Ana."),
        Outgoing("b", "You never read it, did you?", SLAP),
        Outgoing("c", ""),
    ]
    together = built_in().check_batch(texts)
    alone = [built_in().check_batch([one])[0] for one in texts]
    assert [as_json(one) for one in together] == [as_json(one) for one in alone]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        '{"text": 1}',
        '{"text": "a", "to": 2}',
        '{"text": "a", "round": 0}',
        '{"text": "a", "id": []}',
    ],
)
def test_lines_that_are_no_texts_are_refused(line: str) -> None:
    with pytest.raises(InputError, match="the line"):
        outgoing_from_json(line)


def test_the_command_checks_lines_and_sets_bad_ones_aside(tmp_path: Path) -> None:
    lines = [
        '{"id": "r1", "text": "Thank you, Ana.", "to": "Lovely."}',
        "nonsense",
        '{"id": 2, "text": "No."}',
    ]
    (tmp_path / "replies.jsonl").write_text("\n".join(lines), "utf-8")
    ran = CliRunner().invoke(app, ["check", str(tmp_path / "replies.jsonl")])
    assert ran.exit_code == 1
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["r1", "2"]
    assert "line 2" in ran.stderr


def test_the_command_checks_a_text_beside_what_it_answers(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("You clearly did not read it.", "utf-8")
    (tmp_path / "comment.txt").write_text(SLAP, "utf-8")
    asked = ["check", str(tmp_path / "reply.txt"), "--to", str(tmp_path / "comment.txt"), "--round", "2"]
    ran = CliRunner().invoke(app, asked)
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert told["verdict"] in {"look_again", "hold"}
    assert set(told["scores"]) == SCORES


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Are you safe right now?", "I want to kill myself."),
        (
            "I'm sorry it's this hard, Ana. Are you safe right now? Somebody answers: https://findahelpline.com",
            "I can't go on. There is no point any more.",
        ),
        ("Qué bueno que dijiste algo, Ana. ¿Me dices si estás a salvo?", "Ya no quiero vivir, no puedo más."),
        ("Je m'inquiète pour vous, Ana. Êtes-vous en sécurité ce soir ?", "J'ai envie de mourir."),
    ],
)
def test_to_somebody_in_danger_no_ask_is_too_early_that_is_after_their_safety(text: str, to: str) -> None:
    checked = check(text, to=to)
    assert checked.verdict is not Verdict.HOLD
    assert not kinds(checked) & {Fault.TOO_SOON, Fault.NO_WAY_OUT, Fault.PITCH}


@pytest.mark.parametrize(
    "text",
    [
        "Can we have a call tomorrow?",
        "Are you safe? Would you buy my course?",
        "Are you safe? Pull yourself together, others have it worse.",
        "You are a coward. Are you safe?",
    ],
)
def test_to_somebody_in_danger_everything_else_is_held_as_before(text: str) -> None:
    assert check(text, to="I want to kill myself.").verdict is Verdict.HOLD


@pytest.mark.parametrize("text", ["🙏" * 40, "🙂", "…", "+1"])
def test_of_signs_without_words_it_is_only_said_that_they_fit_anybody(text: str) -> None:
    checked = check(text, to=SLAP)
    assert checked.verdict is Verdict.LOOK_AGAIN
    assert kinds(checked) <= {Fault.VAGUE}


def test_a_sign_that_insults_is_an_insult() -> None:
    checked = check("🖕", to=SLAP)
    assert checked.verdict is Verdict.HOLD
    assert Fault.HOSTILE in kinds(checked)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there are no words in it"),
        (b" \n ", "there are no words in it"),
        (b"\x00\x01\x02words", "this is no text"),
        (b"word " * 300_000, "is longer than 1 MB"),
    ],
)
def test_a_file_without_words_to_check_is_said(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "reply.txt").write_bytes(data)
    done = CliRunner().invoke(app, ["check", str(tmp_path / "reply.txt")], standalone_mode=False)
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)
    assert "reply.txt" in str(done.exception)


def test_a_text_is_read_in_whatever_encoding_it_was_saved(tmp_path: Path) -> None:
    text = "Danke für den Hinweis, das stimmt."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.txt"
        path.write_text(text, encoding=encoding)
    made = [CliRunner().invoke(app, ["check", str(path)]).stdout for path in sorted(tmp_path.iterdir())]
    assert len(set(made)) == 1
