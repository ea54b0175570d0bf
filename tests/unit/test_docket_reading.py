"""People, alliances, events and next steps; the reference case; what a trace says."""

import pytest

from accord.core.errors import InputError
from accord.docket import read


@pytest.fixture(scope="module")
def dispatch(request):
    return read((request.config.rootpath / "examples" / "dispatch.txt").read_text("utf-8"))


def people(text, date="2025-10-07"):
    return {p.person: p.country for p in read(text, date).participants}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zambian Mines Minister Paul Kabuswe met his Congolese counterpart, Kizito Pakabomba, in Lusaka.",
            {"Paul Kabuswe": "ZMB", "Kizito Pakabomba": "COD"},
        ),
        ("Benjamin Dousa, Sweden's foreign trade minister, signed the text.", {"Benjamin Dousa": "SWE"}),
        (
            "Masaaki Kanai, who heads a bureau at the Japanese foreign ministry, lodged a protest.",
            {"Masaaki Kanai": "JPN"},
        ),
        (
            "It was signed for Astana by Industry Minister Yersain Nagaspayev and for Washington by "
            "Commerce Secretary Howard Lutnick.",
            {"Yersain Nagaspayev": "KAZ", "Howard Lutnick": "USA"},
        ),
        ("The U.S. ambassador to Chile, Brandon Judd, spoke in Santiago.", {"Brandon Judd": "USA"}),
        ("Paraguay's President Santiago Peña arrived in Taipei.", {"Santiago Peña": "PRY"}),
        ("Resources Minister Madeleine King of Australia welcomed the pact.", {"Madeleine King": "AUS"}),
        ("The Trump administration and officials in Beijing met again.", {}),
        ("Goldman Sachs said tariffs would rise. Morgan Stanley said they would not.", {}),
    ],
)
def test_who(text, expected):
    assert people(text) == expected


def test_a_surname_joins_its_full_name():
    docket = read(
        "President Gustavo Petro of Colombia spoke. Petro said that Colombia would answer.", "2025-01-27"
    )
    assert [p.person for p in docket.participants] == ["Gustavo Petro"]
    assert docket.participants[0].trace[0]


@pytest.mark.parametrize(
    ("text", "action", "who"),
    [
        ("Sweden signed the Pax Silica Declaration on Tuesday.", "join", ("SWE",)),
        ("India will be invited to join Pax Silica next month.", "invite", ("IND",)),
        ("Finland is expected to join Pax Silica in April.", "planned join", ("FIN",)),
        ("Taiwan has endorsed the principles of Pax Silica.", "endorse", ("TWN",)),
        ("India is already a member of the Minerals Security Partnership.", "member", ("IND",)),
        ("Argentina withdrew from BRICS.", "leave", ("ARG",)),
        ("Brazil is one of three G20 nations in surplus.", "mention", ("BRA",)),
        ("Chile commits to join the Global Forum on Copper Oversupply.", "planned join", ("CHL",)),
        (
            "Norway reaffirms its commitment to the WTO Joint Initiative on Investment Rules.",
            "endorse",
            ("NOR",),
        ),
        ("Chile and Norway are establishing a Chile-Norway Copper Supply Group.", "launch", ("CHL", "NOR")),
        (
            "Peru and Chile chartered an organ of trade: the Peru-Chile Board of Commerce.",
            "launch",
            ("PER", "CHL"),
        ),
        ("Uruguay and CPTPP open accession talks.", "planned join", ("URY",)),
    ],
)
def test_alliances(text, action, who):
    docket = read(text, "2026-03-18")
    assert [(a.action, a.who) for a in docket.alliances] == [(action, who)]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Lula spoke by phone with Donald Trump on Monday.", "call", "2025-10-06"),
        ("A memorandum on lithium was signed on Thursday by Chile and Germany.", "agreement", "2025-10-02"),
        ("Japan lodged a strong protest with China on Friday.", "protest", "2025-10-03"),
        ("The US Senate passed the bill in September.", "legislation", "2025-09"),
        ("China opened an anti-dumping probe into canola last week.", "regulatory_action", "2025-09-29"),
        ("The Supreme Court struck down the US tariffs in August.", "court_ruling", "2025-08"),
        ("Modi will travel to Tokyo on Friday.", "visit", "2025-10-10"),
        ("The next round of talks of India and the EU begins on October 13.", "negotiation", "2025-10-13"),
    ],
)
def test_events(text, kind, date):
    docket = read(text, "2025-10-07")
    assert (kind, date) in {(e.type, e.date) for e in docket.events}


def test_a_hope_is_not_an_agreement():
    docket = read("India and the United States hope to reach a trade agreement soon.", "2025-10-07")
    assert [e for e in docket.events if e.type == "agreement"] == []


def test_bundled_dispatch(dispatch):
    events = {(e.type, e.date) for e in dispatch.events}
    assert {
        ("call", "2026-01-13"),
        ("negotiation", "2026-01-13"),
        ("accession", "2026-02"),
        ("legislation", "2025-12"),
    } <= events
    top = dispatch.measures[0]
    assert (top.value, top.imposing, top.target, top.status_norm) == (50, ("USA",), ("IND",), "in_force")
    assert {(a.name, a.action) for a in dispatch.alliances} >= {
        ("Pax Silica", "invite"),
        ("Minerals Security Partnership", "member"),
    }
    assert {"2026-02", "2030"} <= {s.date for s in dispatch.next_steps}


def test_original_report(shared_articles):
    docket = read((shared_articles / "seed.txt").read_text("utf-8"))
    call = next(e for e in docket.events if e.type == "call")
    assert call.date == "2026-01-13"
    assert {"IND", "USA"} <= set(call.countries)
    top = next(m for m in docket.measures if m.value == 50)
    assert (top.imposing, top.target, top.status_norm) == (("USA",), ("IND",), "in_force")
    invited = next(a for a in docket.alliances if a.action == "invite")
    assert (invited.name, invited.who, invited.date) == ("Pax Silica", ("IND",), "2026-02")
    assert any(a.name == "Minerals Security Partnership" for a in docket.alliances)
    assert "2026-02" in {s.date for s in docket.next_steps}


def test_every_item_is_explained_and_traces_are_optional(dispatch):
    full, short = dispatch.to_json(explain=True), dispatch.to_json()
    for key in ("participants", "events", "policy_levers", "alliances", "next_steps"):
        assert all(item["trace"] and all(item["trace"]) for item in full[key])
        assert all("trace" not in item for item in short[key])


def test_user_lexicon_adds_rows(tmp_path):
    (tmp_path / "alliances.csv").write_text(
        "name,forms,founded,parties\nCopper Club,Copper Club,2026-03-01,CHL\n", "utf-8"
    )
    docket = read("Peru joined the Copper Club on Monday.", "2026-04-01", lexicon=str(tmp_path))
    assert [(a.name, a.action) for a in docket.alliances] == [("Copper Club", "join")]
    (tmp_path / "alliances.csv").write_text("title,forms\nX,X\n", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "alliances.csv").write_text("title,forms\nX,X\n", "utf-8")
    with pytest.raises(InputError, match="columns must be name, forms"):
        read("Peru acted.", "2026-04-01", lexicon=str(tmp_path / "other"))


def _told(text):
    document = read(text, date="2025-06-10").to_json()
    return document, {(e["type"], e["date"]) for e in document["events"]}


def test_what_did_not_happen_is_no_event():
    document, _ = _told("India and China have not joined the Minerals Security Partnership.")
    assert [a["action"] for a in document["alliances"]] == ["mention"]
    _, events = _told("The leaders of Japan and Korea did not hold bilateral talks on Monday.")
    assert not events
    _, events = _told("Without the order, duties on Chinese goods would have risen to 50% on June 20.")
    assert not events


def test_licence_names_author_and_target():
    document, events = _told(
        "Exports of germanium to the United States will need a licence from July 1, Beijing said on Monday."
    )
    lever = document["policy_levers"][0]
    assert (lever["lever"], lever["imposing"], lever["target"]) == ("licence", "CHN", "USA")
    assert ("export_control", "2025-07-01") in events


def test_price_cap_has_a_number():
    document, _ = _told("The EU will cap the price of Russian crude at $47.60 a barrel from September 3.")
    lever = document["policy_levers"][0]
    assert (lever["value"], lever["imposing"], lever["target"]) == (47.6, "EU", "RUS")


def test_article_of_a_treaty_is_no_person():
    document, _ = _told("A panel ruled on Monday that China had breached Article XI of the GATT.")
    assert not document["participants"]


def test_same_rate_of_two_authors_stays_two_measures():
    document, _ = _told(
        "Ottawa said the United States has imposed 25% tariffs on steel. "
        "Ottawa will charge 25% on American steel from June 20."
    )
    assert {(m["imposing"], m["target"]) for m in document["policy_levers"]} == {
        ("USA", "CAN"),
        ("CAN", "USA"),
    }
