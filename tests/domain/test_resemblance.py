"""Who may be the same: each with a reason, and nobody because of a name alone."""

import random

from groundswell.domain.profile import Known
from groundswell.domain.resemblance import Likeness, resembling
from groundswell.domain.words import Network

_IDS = iter(range(1, 10_000))


def linkedin(name: str, slug: str = "", about: str = "", company: str = "") -> Known:
    url = f"https://www.linkedin.com/in/{slug}" if slug else ""
    key = f"linkedin:in/{slug}" if slug else f"linkedin:name:{name.casefold()}"
    return Known(next(_IDS), Network.LINKEDIN, key, name, url, about, company)


def bluesky(name: str, handle: str, about: str = "") -> Known:
    url = f"https://bsky.app/profile/{handle}"
    return Known(next(_IDS), Network.BLUESKY, f"bluesky:did:plc:{handle}", name or handle, url, about, "")


def mastodon(name: str, user: str, about: str = "", host: str = "fedi.example") -> Known:
    url = f"https://{host}/@{user}"
    return Known(next(_IDS), Network.MASTODON, f"mastodon:{host}/@{user}", name or user, url, about, "")


def only(*people: Known, **more: object) -> Likeness:
    (found,) = resembling(people, **more)  # type: ignore[arg-type]
    assert {found.one, found.other} == {one.id for one in people[:2]}
    return found


def test_a_profile_that_links_to_another() -> None:
    ana = linkedin("Ana Ruiz", "ana-ruiz-8b1", "Rail planner")
    found = only(
        ana, bluesky("kestrel", "kestrel.bsky.social", "Trains. https://www.linkedin.com/in/ana-ruiz-8b1/")
    )
    assert found.reasons == ("The Bluesky profile links to linkedin.com/in/ana-ruiz-8b1.",)
    only(ana, mastodon("Ana", "ana", "day job: de.linkedin.com/in/ana-ruiz-8b1?trk=x"))


def test_a_handle_that_is_named_counts_with_a_name_only() -> None:
    ana = mastodon("Ana R.", "anar", "elsewhere: @ana.dev")
    assert (
        resembling(
            [bluesky("Somebody Else", "bob.example"), mastodon("Ana Ruiz", "ana", "I like @bob@b.example")]
        )
        == []
    )
    only(bluesky("Ana Ruiz", "ana.dev"), ana)
    found = only(bluesky("Ana Ruiz", "ana.dev", "also @anar@fedi.example"), mastodon("Ana", "anar"))
    assert found.reasons == ("The Bluesky profile names fedi.example/@anar.",)


def test_the_same_name_and_the_same_company() -> None:
    found = only(
        linkedin("Dr. José Álvarez (he/him)", "jose-alvarez", company="Fernweh Rail"),
        bluesky("Jose Alvarez", "josea.example", "Timetables @ Fernweh Rail · cats"),
    )
    assert found.reasons == ("The same name and the same company, fernweh rail.",)


def test_a_name_alone_is_no_reason_nor_is_a_first_name_or_a_firm() -> None:
    assert resembling([linkedin("Ana Ruiz", "ana-ruiz"), bluesky("Ana Ruiz", "anaruiz.bsky.social")]) == []
    firm = "Planner at Fernweh Rail"
    assert resembling([linkedin("Ana", "ana1", firm), bluesky("Ana", "ana2.bsky.social", firm)]) == []
    assert (
        resembling([linkedin("Ana Ruiz", "ana-ruiz", firm), bluesky("Ivo Marek", "ivo.example", firm)]) == []
    )
    no_firm = [
        linkedin("Ana Ruiz", "a", company="Freelance"),
        bluesky("Ana Ruiz", "b.example", "at freelance"),
    ]
    assert resembling(no_firm) == []


def test_a_name_that_many_bear_counts_less() -> None:
    john = [linkedin("John Smith", f"john-{n}", company="Acme Rail") for n in range(2)]
    assert resembling([*john, bluesky("John Smith", "js.example", "at Acme Rail")]) == []


def test_a_rare_handle_counts_if_the_names_do_not_speak_against_it() -> None:
    found = only(bluesky("Ana Ruiz", "kestrelworks.bsky.social"), mastodon("Ana R", "kestrelworks"))
    assert found.reasons == ("Both go by “kestrelworks”.",)
    only(bluesky("", "kestrelworks.bsky.social"), mastodon("Ana R", "kestrelworks"))
    assert (
        resembling([bluesky("Ana Ruiz", "kestrelworks.example"), mastodon("Ivo Marek", "kestrelworks")]) == []
    )
    # The name written together says no more than the name.
    assert resembling([bluesky("Ana Ruiz", "anaruiz.example"), mastodon("Ana Ruiz", "ana_ruiz2")]) == []


def test_both_answered_the_same_post() -> None:
    ana, ana_too = linkedin("Ana Ruiz", "ana-ruiz"), bluesky("Ana Ruiz", "ana.example")
    met = {ana.id: {7: "A kind letter"}, ana_too.id: {7: "A kind letter"}}
    assert only(ana, ana_too, met=met).reasons == (
        "The same name, and both answered your post “A kind letter”.",
    )
    assert resembling([ana, ana_too], {ana.id: {7: "A kind letter"}, ana_too.id: {8: "Another"}}) == []


def test_on_one_network_only_who_is_known_by_name_is_held_against_a_profile() -> None:
    firm = "Fernweh Rail"
    only(linkedin("Ana Ruiz", "ana-ruiz", company=firm), linkedin("Ana Ruiz", company=firm))
    two = [linkedin("Ana Ruiz", slug, company=firm) for slug in ("ana-ruiz", "ana-ruiz-2")]
    assert resembling(two) == []


def test_a_crowd_with_one_name_handle_and_link_is_left_alone() -> None:
    crowd = [
        mastodon("Ana Ruiz", "kestrelworks", "https://shop.example/x", f"h{n}.example") for n in range(2_000)
    ]
    crowd += [
        bluesky("Ana Ruiz", f"kestrelworks.h{n}.example", "https://shop.example/x") for n in range(2_000)
    ]
    assert resembling(crowd) == []


def test_hostile_profiles_are_texts_like_others() -> None:
    chance = random.Random(5)
    signs = "a.@/:-([|·,h \u202e<&\u0301漢"
    nasty = ["".join(chance.choices(signs, k=3_000)) for _ in range(60)]
    people = [bluesky(text, f"h{n}.example", text) for n, text in enumerate(nasty)]
    people += [mastodon(text, f"h{n}", text) for n, text in enumerate(nasty)]
    for found in resembling(people):
        assert found.reasons
