"""What those are after who write to the user."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.checking import Outgoing
from groundswell.domain.errors import DamagedFile
from groundswell.domain.incoming import Approach, Sight
from groundswell.domain.reading import Utterance
from groundswell.reply.checks import standing
from groundswell.reply.checks.checking import built_in
from groundswell.triage import read
from groundswell.triage.incoming import look
from groundswell.triage.incoming.judging import WEIGHTS, read_weights, shipped
from groundswell.triage.incoming.links import played

SCAM = (
    "You have been selected for remote data entry, $400 per day. Pay the refundable training fee "
    "of $60 and send a scan of your passport to our boss on Telegram today."
)
RECRUITER = (
    "I recruit for third-party logistics. We need somebody to run the hub in Leeds, £46k–52k, permanent. "
    "Shall I send the description? I'm on WhatsApp too, if that is easier. A no is fine."
)


def seen(text: str) -> Sight:
    """A text as the product looks at it: with what triage and the check say."""
    return look(
        text,
        reading=next(iter(read([Utterance("1", text, kind="message")]))),
        pitch=built_in().check_batch([Outgoing("", text)])[0].scores["pitch"],
        standing=standing.built_in().states([text])[0].tolist(),
    )


def test_a_job_scam_is_told_with_its_reasons_and_words() -> None:
    told = look(SCAM)
    assert told.approach is Approach.SCAM
    assert any("money before" in one for one in told.why)
    assert any("scan of" in SCAM[one.start : one.end] for one in told.evidence)


def test_a_recruiter_who_names_a_messenger_is_no_scam() -> None:
    told = seen(RECRUITER)
    assert told.approach is Approach.RECRUITER
    assert told.chances[Approach.SCAM] < 0.25


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("We help companies like yours to 30 booked calls a month. Free audit, worth a quick chat?", "pitch"),
        ("Ines Okafor told me that you explain rosters best. No request, I just wanted to say hello.",
         "warm_introduction"),
        ("How did you get the agency people to come to the huddle?", "question"),
        ("Wir helfen Praxen wie Ihrer zu mehr Patienten. Kostenlose Demo nächste Woche?", "pitch"),
        ("Felicidades, ha sido seleccionada. Pague la tasa de gestión y envíe su DNI por Telegram.", "scam"),
    ],
)  # fmt: skip
def test_what_somebody_wants_is_told(text: str, approach: str) -> None:
    assert seen(text).approach.value == approach


def test_an_introduction_that_names_nobody_in_common_is_not_called_one() -> None:
    assert (
        seen("Just wanted to say hello, no agenda. Glad to connect.").approach
        is not Approach.WARM_INTRODUCTION
    )


def test_where_nothing_can_be_told_it_says_so_or_other() -> None:
    assert look("Hm.").approach in {Approach.UNSURE, Approach.OTHER}


@pytest.mark.parametrize(
    ("text", "plays"),
    [
        ("Verify at linkedln-verify.support-desk.top now", True),
        ("Log on to rnicrosoft-renew.example or paypa1.com", True),
        ("Write to shopify.hr.dept@gmail.com", True),
        ("The ad is at https://www.linkedin.com/jobs/view/1", False),
        ("See orchardpayments.example/jobs or mail ana.ruiz@gmail.com", False),
        ("We met in May.Then we talked about e.g. trains", False),
        ("google.com, docs.google.com and github.com/ada/x", False),
    ],
)
def test_addresses_that_play_another_are_found(text: str, plays: bool) -> None:
    assert bool(list(played(text))) is plays


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.one_of(st.none(), st.floats(0, 1)))
def test_chances_sum_to_one_and_evidence_stands_in_the_text(text: str, pitch: float | None) -> None:
    told = look(text, pitch=pitch)
    assert sum(told.chances.values()) == pytest.approx(1)
    assert told.chance == max(told.chances.values())
    assert all(0 <= one.start < one.end <= len(text) for one in told.evidence)
    assert {one.label for one in told.evidence} == set(told.why)


def test_a_scam_is_never_said_without_a_sign_of_one() -> None:
    assert all(look(word).approach is not Approach.SCAM for word in ("", "hello", "job", "urgent!!", "money"))


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    del told["weights"]["pitch"]["fee"]
    broken = tmp_path / "weights.json"
    broken.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DamagedFile):
        read_weights(broken)


def test_the_weights_belong_to_the_network_that_ships() -> None:
    assert shipped().encoder == standing.built_in().name
