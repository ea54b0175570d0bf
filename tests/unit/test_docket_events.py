"""Events by type: in every voice; what has a date of its own; what is none; each expression by its example."""

from pathlib import Path

import pytest

from accord.docket import read
from accord.docket.events.find import triggers

LINES = (Path(__file__).parents[1] / "docket_reports" / "told.txt").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("line", LINES)
def test_told(line):
    text, _, told = line.rpartition("|")
    expected = sorted(event.strip() for event in told.split(";") if event.strip())
    assert sorted(f"{e.type} {e.date or '-'}" for e in read(text, "2025-10-07").events) == expected


@pytest.mark.parametrize("trigger", triggers(), ids=lambda t: f"{t.type}: {t.example[:40]}")
def test_each_expression_reads_its_example(trigger):
    assert trigger.pattern.search(trigger.example)
    assert len(trigger.pattern.pattern) < 1500


def test_what_takes_effect_is_the_act_told_of_before():
    document = read(
        "China raised its duties on Canadian pork on Monday. The new rates apply from October 20.",
        "2025-10-07",
    )
    assert "2025-10-20" in {m.effective_date for m in document.measures} | {e.date for e in document.events}


def test_nothing_to_come_was_held():
    text = (
        "Prime Minister Narendra Modi and President Donald Trump met in Washington in February 2025 and set "
        "a goal of 500 billion dollars of two-way trade by 2030. The tariffs take effect on March 1, 2026."
    )
    found = read(text, "2026-01-14").events
    assert {e.date for e in found if e.type == "meeting"} == {"2025-02"}
    assert all(e.status == "planned" for e in found if (e.date or "") > "2026-01-14")


@pytest.mark.parametrize(
    "between",
    [
        [],
        ["The striker scored twice in the second half."],
        ["The cup went to the visitors.", "Rain fell."],
    ],
)
def test_an_undated_event_does_not_take_the_day_of_a_paragraph_below(between):
    paragraphs = [
        '"Gabon will charge 3 percent on Belizean copper," the minister said.',
        '"Brazil will charge 3 percent on Fijian copper," the minister said.',
        "A 3 percent duty on copper from Mozambique was imposed by Myanmar on Monday.",
    ]
    found = read("\n\n".join([paragraphs[0], *between, *paragraphs[1:]]), "2026-06-03").events
    days = {e.date for e in found if "GAB" in e.countries}
    assert days == {"2026-06-03"}
    assert "2026-06-01" in {e.date for e in found if "MMR" in e.countries}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The crossing stays open on the Thai side, spokesman Major General Win Suvar of Thailand said.", {("Win Suvar", "THA")}),
        ("Kenya banned exports of raw nuts. The Minister of Agriculture, Senator Abu Kyari, said it would last.", {("Abu Kyari", "KEN")}),
        ("H.E. Shri Per Dahl, Prime Minister of Norway, met the Right Honourable Ana Ruiz, Prime Minister of Chile.",
         {("Per Dahl", "NOR"), ("Ana Ruiz", "CHL")}),
        ("The trade ministers of Peru and Chile, Ana Ruiz and Per Soto, signed a statement on Monday.", {("Ana Ruiz", "PER"), ("Per Soto", "CHL")}),
        ("Captain Maria Vega, a spokeswoman for the Colombian navy, denied that Ecuador had raised its duty.", {("Maria Vega", "COL")}),
    ],
)  # fmt: skip
def test_persons_by_rank_respect_and_list(text, who):
    assert {(p.person, p.country) for p in read(text, "2026-06-01").participants} == who


def test_a_bill_goes_from_one_house_to_the_other():
    text = "The Lok Sabha on Wednesday passed a bill on duties. It was approved by the Cabinet on May 12 and goes to the Rajya Sabha on Thursday."
    told = {(e.type, e.date, e.status) for e in read(text, "2026-06-01").events}
    assert told == {
        ("legislation", "2026-05-27", "done"),
        ("regulatory_action", "2026-05-12", "done"),
        ("legislation", "2026-06-04", "planned"),
    }


def test_a_joint_statement_dates_its_own_acts():
    text = (
        "TITLE: Chile-Norway Joint Statement\nDATE: 2026-06-01\n\nThe leaders of Chile and Norway met in Oslo on 1 June 2026.\n\nThey talked about duties.\n\n"
        "Chile and Norway signed a memorandum of understanding on copper. The two leaders committed to establish a fund."
    )
    assert [(e.type, e.date) for e in read(text).events if e.type in ("agreement", "launch")] == [
        ("agreement", "2026-06-01")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Six OPEC+ countries agreed on Sunday to raise output in June and July.", {("agreement", "2026-05-31")}),
        ("The group said it would hold another meeting with Chile on June 10.", {("meeting", "2026-06-10")}),
        ("Chile and Peru agreed to maintain a channel between their ministers.", set()),
        ("The plant is near a final investment decision, Chile's mining agency wrote.", set()),
        ("A credit of Chile's was extended under the National Export Insurance Account.", set()),
        ("At the talks Chile and Peru adopted a joint declaration and signed several bilateral documents on Monday.",
         {("agreement", "2026-06-01")}),
        ("Chilean miners failed to meet quotas on Monday.", set()),
        ("Chile and Peru signed a memorandum on shipments of gas until 2029.", {("agreement", "2026-06-01")}),
        ("Chile's minister backed a longer ban for the entire month of September, the cabinet said after the talks of the minister on Monday.", set()),
        ("Chile lifted nothing to help Peru meet its ambitious energy programme, the paper of 1 May says.", set()),
        ("The ambassador of Chile to Peru, Ana Ruiz, on Monday called on the Minister for Trade.", {("meeting", "2026-06-01")}),
        ("The 8th session of the Joint Commission between Chile and Peru opened here on Monday.", {("meeting", "2026-06-01")}),
        ("In a speech at the conclusion of the ceremony Chile's minister praised Peru on Monday.", set()),
        ("The outcome demonstrated the keenness of Chile and Peru to trade.", set()),
        ("Chile and Peru on Monday agreed to hold meetings of their joint committee in August.", {("meeting", "2026-08")}),
        ("The fund concluded the first review of Chile's reform programme on Monday.", {("regulatory_action", "2026-06-01")}),
        ("Chile and Peru are set to sign a pact on copper. On 1 May 2026 their ministers, of Peru and Chile, signed a memorandum.",
         {("agreement", None), ("agreement", "2026-05-01")}),
        ("Chile paid $30 million on Monday to meet the $20 million that Peru asked for.", set()),
        ("Chile's plan received approval from President Ana Ruiz on Monday.", set()),
        ("Under the plan signing new contracts with Chile will be banned from 1 July.", set()),
        ("The 12th and 13th ASEAN summits, held in Lima, concluded on Monday.", {("summit", "2026-06-01")}),
        ("The minister of Chile held telephonic conversations with the Peruvian minister on Monday.", {("call", "2026-06-01")}),
        ("The pact of Chile and Peru was inked on 2 May.", {("agreement", "2026-05-02")}),
        ("The Chilean president jetted into Oslo on Monday on his first trip since taking office in January.",
         {("visit", "2026-06-01")}),
        ("Chile sued Peru at the Court of Justice on Monday after Lima rejected a licence.", {("protest", "2026-06-01")}),
    ],
)  # fmt: skip
def test_groups_that_agree_and_acts_that_are_none(text, told):
    found = read(text, "2026-06-01").events
    assert {(e.type, e.date) for e in found if e.type != "statement"} == told


def test_a_surname_is_not_an_office_holder_s_where_another_bears_it():
    text = (
        "Ana Singh, minister of energy of India, opened the debate on Monday. Singh said the bill would pass."
    )
    assert {p.person for p in read(text, "2026-06-01").participants} == {"Ana Singh"}


def test_an_office_between_commas_and_a_given_name_that_is_a_people():
    text = "The Minister of State, Department of Energy, Ana Silva, of Chile met Energy Minister German Halush of Ukraine on Monday."
    assert {(p.person, p.country) for p in read(text, "2026-06-01").participants} == {
        ("Ana Silva", "CHL"),
        ("German Halush", "UKR"),
    }


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Energy Minister PER DAHL of Norway met Ms. Ana RUIZ of Chile. Mr. DAHL said talks went on.",
         {("PER DAHL", "NOR"), ("Ana RUIZ", "CHL")}),
        ("Kenya's Cabinet Secretary (CS) Ana Mwangi said talks went on.", {("Ana Mwangi", "KEN")}),
        ("Ana Ruiz, Minister of Finance, chaired the Chilean side and Per Dahl, Minister of Finance, chaired the Norwegian side.",
         {("Ana Ruiz", "CHL"), ("Per Dahl", "NOR")}),
        ("The Peruvian side was led by Ana Ruiz, Minister Responsible for Financial Affairs, on a visit to Chile.", {("Ana Ruiz", "PER")}),
        ("General Electric Co. signed a deal with Chile.", set()),
        ("According to the ECOWAS Commissioner for Infrastructure, Per Douka, the pipeline from Nigeria helps.", {("Per Douka", "")}),
    ],
)  # fmt: skip
def test_names_in_capitals_and_officers_of_groupings(text, who):
    assert {(p.person, p.country or "") for p in read(text, "2026-06-01").participants} == who


def test_a_verb_in_a_headline_is_no_name():
    text = "TITLE: Secretary of State Calls the Foreign Minister\nDATE: 2026-06-01\n\nChile's minister Per Soto received a telephone call."
    assert {p.person for p in read(text).participants} == {"Per Soto"}
