"""What all rules look at: sentences, dates, people, and who acts in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sized
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from time import process_time

from accord.core.frozen import dataclass
from accord.docket.amounts import Amount, Change, find_amounts, find_changes
from accord.docket.dates import DateFound as DateMention
from accord.docket.documents.blocks import Block, Cleaned
from accord.docket.documents.masthead import Dateline
from accord.docket.frames.clauses import clauses
from accord.docket.frames.grammar import Clause, verb_at
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.subjects import subject
from accord.docket.patterns import regex
from accord.docket.people.find import Person, Sighting, fold
from accord.docket.people.nationality import economies_in, is_place
from accord.docket.tokens import Actor, Sentence, sentences
from accord.docket.vocabulary import Official, Vocabulary

_TERMS = regex(
    r"\b(?:joint statement|framework (?:for|agreement)|agreement on|memorandum of understanding|(?<!in )terms of the|conclu\w+ (?:of )?(?:the )?negotiations|(?:has|have|had) "
    r"(?:\w+ )?(?:agreed|reached|struck|signed|concluded)|(?:reach|strike|sign|seal|clinch|conclud)\w* (?:\S+ ){0,3}(?:deal|agreement|pact|"
    r"accord)|trade deal|(?:sign|conclud)\w* (?:\S+ ){0,3}partnership agreement|the (?:Agreement|Parties|Participants)\b|under the (?:deal|agreement|pact|accord))",
    re.IGNORECASE,
)
_OFFICIAL = regex(
    r"\b(?:government|ministry|press (?:release|conference)|briefing|press office)\b", re.IGNORECASE
)
_GOVERNMENT_SITE = regex(
    r"\.(?:go|gov|gob|gouv|govt|gc|gov\.\w+)\.(\w\w)\b|\b(?:www\.)?(?:gov|gouv|admin|bund)\.(\w\w)\b"
)
_SITES = {
    "jp": "JPN", "kr": "KOR", "uk": "GBR", "au": "AUS", "nz": "NZL", "in": "IND", "cn": "CHN", "tw": "TWN", "ca": "CAN", "br": "BRA",
    "mx": "MEX", "za": "ZAF", "id": "IDN", "my": "MYS", "sg": "SGP", "th": "THA", "vn": "VNM", "ph": "PHL", "fr": "FRA", "de": "DEU",
    "ch": "CHE", "tr": "TUR", "sa": "SAU", "ae": "ARE", "il": "ISR", "ke": "KEN", "ng": "NGA", "eg": "EGY", "ar": "ARG", "cl": "CHL",
    "pk": "PAK", "bd": "BGD", "lk": "LKA", "ru": "RUS", "ua": "UKR", "pl": "POL", "it": "ITA", "es": "ESP", "hk": "HKG",
}  # fmt: skip
_AND_ON = regex(r"(?:,|\band\b|;)\s+(?:on|for)\b|\bin (?:retaliation|response)\b")
CLOCK = 5.0
"""Seconds of the processor after which no further measures and events of a report are read."""
MOST = 300
"""Items of one kind that are read from a report; a text with more is a list, not a report."""
_OF_MEMBERS = regex(
    r"\b(?:chair\w*|sen|senator|rep|representative|congress\w+|delegate|ms|mrs|miss)\b", re.IGNORECASE
)
"""Titles of a hearing's members, who hold no office of a government."""
_OF_PARTS = regex(r"\b(?:Premier of|\w+ Premier|Governor of|Mayor)\b(?<!Vice Premier)")


@dataclass(frozen=False, eq=False)
class Reading:
    """A report on its way to a docket."""

    cleaned: Cleaned
    words: Vocabulary
    today: date
    dateline: Dateline | None
    sentences: list[Sentence]
    dates: list[list[DateMention]]
    people: list[Person]
    place: str | None = None
    notes: list[str] = field(default_factory=list)
    started: float = field(default_factory=process_time)
    asked: int = 0
    late: bool = False
    _actors: dict[int, list[Actor]] = field(default_factory=dict)
    _clauses: dict[int, list[Clause]] = field(default_factory=dict)
    _amounts: dict[int, list[Amount]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The cleaned text that every span counts in."""
        return self.cleaned.text

    def has_room(self, found: Sized, what: str) -> bool:
        """Whether a list may still grow; where it is full a note says that reading stopped there."""
        self.asked += 1
        self.late = self.late or (self.asked % 8 == 1 and process_time() - self.started > CLOCK)
        if len(found) < MOST and not self.late:
            return True
        why = f"reading took {CLOCK:.0f} seconds" if self.late else f"only the first {MOST} {what} were read"
        note = f"{why}: {what} after that were left out" if self.late else why
        if note not in self.notes:
            self.notes.append(note)
        return False

    def actors(self, sentence: Sentence) -> list[Actor]:
        """Return the economies that stand in a sentence, in order; persons count for their economy."""
        if sentence.number not in self._actors:
            self._actors[sentence.number] = self._find_actors(sentence)
        return self._actors[sentence.number]

    def _find_actors(self, sentence: Sentence) -> list[Actor]:
        found = [
            Actor(m.value, m.first, m.last, m.kind, is_place(sentence, m)) for m in economies_in(sentence)
        ]
        for mention in sentence.names:
            for code in self.words.blocs.get(mention.value, ()):
                found.append(Actor(code, mention.first, mention.last, "group", is_place(sentence, mention)))
        covered = {i for a in found for i in range(a.first, a.last)}
        for person, s in self._sighted.get(sentence.number, ()):
            if person.economy and s.first not in covered:
                found.append(Actor(person.economy, s.first, s.last, "person", False, person.name))
        return sorted(found, key=lambda a: a.first)

    def amounts_of(self, sentence: Sentence) -> list[Amount]:
        """Return the amounts of a sentence."""
        if sentence.number not in self._amounts:
            self._amounts[sentence.number] = find_amounts(self.text, sentence.start, sentence.end)
        return self._amounts[sentence.number]

    def changes_of(self, sentence: Sentence) -> list[Change]:
        """Return the changes from an old amount to a new one that a sentence tells."""
        found = find_changes(self.text, self.amounts_of(sentence))
        return [c for c in found if not self._apart(c)]

    def _apart(self, change: Change) -> bool:
        """Whether two amounts are those of two things: "to 145 % and on graphite to 721 %"."""
        told = sorted(a.start for a in (change.new, change.old) if a is not None)
        return len(told) == 2 and bool(_AND_ON.search(self.text[told[0] : told[1]]))

    def clauses_of(self, sentence: Sentence) -> list[Clause]:
        """Return the clauses of a sentence."""
        if sentence.number not in self._clauses:
            from accord.docket.frames.marks import marks_of

            self._clauses[sentence.number] = clauses(marks_of(self, sentence)) if sentence.tokens else []
        return self._clauses[sentence.number]

    def heading_of(self, sentence: Sentence, titles: bool = False) -> str:
        """Return the economy that heads a paragraph by itself: "ZIMBABWE. Lithium may not be exported"."""
        first = self._first_of(sentence)
        heads = [m for m in first.names if m.kind == "economy" and m.start == first.start]
        if not heads or (first.is_title and not titles):
            return "" if titles else self._scope_of(sentence)
        rest = self.text[heads[0].end : heads[0].end + 2]
        return heads[0].value if rest[:1] in ".:" and (len(first.tokens) <= 4 or rest[:1] == ":") else ""

    def _scope_of(self, sentence: Sentence) -> str:
        """Return the economy that the headings above a sentence are about: "CHILEAN ACTIONS", "What Chile gets"."""
        block = self.cleaned.block_at(sentence.start)
        if block is None:
            return ""
        above = [self.cleaned.blocks[i] for i in block.under if self._is_head(self.cleaned.blocks[i])]
        asked = [b for b in self.cleaned.blocks if b.end < block.start][-1:]
        above += [b for b in asked if b.end - b.start < 60 and self.text[b.start : b.end].endswith("?")]
        for head in reversed(above):
            inside = [s for s in self.sentences if head.start <= s.start < head.end]
            named = [(s, m) for s in inside for m in s.names if m.kind in ("economy", "adjective")]
            if len({m.value for _, m in named}) == 1:
                s, m = named[0]
                lead = set(s.before(m.first, 8).split())
                ties = {"on", "with", "to", "for", "against", "from", "originating"}
                return "" if lead & ties else m.value
        return ""

    def _is_head(self, block: Block) -> bool:
        """Whether a block heads what is below it: a heading, or a short line that ends with a colon."""
        return block.kind == "heading" or (block.end - block.start < 60 and self.text[block.end - 1] == ":")

    def topic_of(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the goods that head a sentence or a paragraph: "Apples: a quota of", "Tyres. The makers want"."""
        return self._headed(sentence) or self._headed(self._first_of(sentence))

    def _first_of(self, sentence: Sentence) -> Sentence:
        first = sentence
        while first.number and self.sentences[first.number - 1].paragraph == sentence.paragraph:
            first = self.sentences[first.number - 1]
        return first

    def _headed(self, first: Sentence) -> tuple[str, ...]:
        on = re.match(r"(?:On|As for|For) ([\w -]{3,30}),", first.text)
        head = (
            on[1]
            if on
            else first.text.split(":")[0]
            if ":" in first.text[:40]
            else first.text
            if len(first.text) < 30
            else ""
        )
        words = head.strip(" .-•0123456789").split()
        if not 0 < len(words) <= 3 or not any(m.start < first.start + len(head) + 2 for m in first.things):
            return ()
        return (" ".join(words).lower(),)

    @cached_property
    def tells_of_terms(self) -> bool:
        """Whether the report is an agreement, or tells of one reached in its first sentences."""
        lead = " ".join(s.text for s in self.sentences[:4])
        return bool(_TERMS.search(lead))

    @cached_property
    def home(self) -> str:
        """Return the economy a report speaks for: who publishes it, where it was written."""
        return self._homes[0]

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The two economies that the headline or one of the first sentences has act together."""
        titles = [s for s in self.sentences[:2] if s.is_title]
        told = [*titles, *[s for s in self.sentences if not s.is_title][:3]]
        for clause in (c for s in told for c in self.clauses_of(s)):
            for at in range(clause.first, clause.last):
                verb = verb_at(clause.row, at, clause.first)
                if verb and len(who := subject(clause, verb.group).codes) == 2:
                    return who
        return ()

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """Return the two economies "the two countries" are: those of the first sentence that joins two, else the pair."""
        if self.joined:
            return self.joined
        kinds = ("economy", "adjective", "person", "institution")
        for sentence in [s for s in self.sentences if not s.is_title][:3]:
            codes = dict.fromkeys(a.code for a in self.actors(sentence) if a.kind in kinds)
            if len(codes) >= 2:
                return tuple(codes) if len(codes) == 2 else self.pair
        return self.pair

    @property
    def home_told(self) -> bool:
        """Whether the report's own source says whom it speaks for: a government's statement."""
        return self._homes[1]

    @cached_property
    def _homes(self) -> tuple[str, bool]:
        headers = " ".join(self.cleaned.headers.get(k, "") for k in ("outlet", "source"))
        if re.search(r"White House|whitehouse|state\.gov|ustr\.gov|Department of State", headers):
            return "USA", True
        if site := _GOVERNMENT_SITE.search(headers.lower()):
            code = _SITES.get(site[1] or site[2] or "", "")
            if code:
                return code, True
        if re.search(r"\beuropa\.eu\b", headers):
            return "EU", True
        found = sentences(headers, 0, self.words) if headers else []
        named = [m for s in found for m in economies_in(s)]
        bodies = [m.value for m in named if m.kind == "institution"]
        if bodies:
            return bodies[0], True
        codes = {m.value for m in named}
        if len(codes) == 1:
            return codes.pop(), bool(_OFFICIAL.search(headers))
        return self.place or self._titled, False

    @property
    def _titled(self) -> str:
        """Return the economy that heads the whole report: "CHILE: duties amended"."""
        first = next((s for s in self.sentences if s.is_title), None)
        return self.heading_of(first, titles=True) if first is not None else ""

    def acting_before(self, sentence: Sentence) -> tuple[str, ...]:
        """Return who acted last before a sentence: whom "it" and "they" go back to."""
        for number in range(sentence.number - 1, max(sentence.number - 4, -1), -1):
            who = self._acting(self.sentences[number])
            if who.codes or who.kind in ("authority", "unknown"):
                return who.codes
        return ()

    def acting_in(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the first subject of a sentence that is an economy or speaks for one."""
        return self._acting(sentence).codes

    def _acting(self, sentence: Sentence) -> Role:
        """Return the first subject of a sentence; an authority is the report's own economy's, where that is known."""
        for clause in self.clauses_of(sentence):
            for at in range(clause.first, clause.last):
                verb = verb_at(clause.row, at, clause.first)
                who = subject(clause, verb.group) if verb is not None else NOBODY
                if who.kind == "authority" and not who.codes:
                    return replace(who, codes=(self.home,) * bool(self.home))
                if who.kind != "seller" and (who.codes or who.kind == "unknown"):
                    return who
        return NOBODY

    @cached_property
    def _sighted(self) -> dict[int, list[tuple[Person, Sighting]]]:
        table: dict[int, list[tuple[Person, Sighting]]] = {}
        for person in self.people:
            for sighting in person.sightings:
                table.setdefault(sighting.sentence.number, []).append((person, sighting))
        return table

    @cached_property
    def common(self) -> list[str]:
        """Economies of the report, the most named first."""
        counts = Counter(a.code for s in self.sentences for a in self.actors(s) if a.kind != "group")
        return [code for code, _ in counts.most_common()]

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two economies the report is about, where two make up most of its mentions; else nothing."""
        actors = (a for s in self.sentences for a in self.actors(s))
        counts = Counter(a.code for a in actors if not a.is_place and a.kind != "group")
        top = counts.most_common(2)
        told = len(top) == 2 and (top[1][1] > max(1, top[0][1] / 5) or len(self.sentences) < 4)
        rest = counts.total() - (top[0][1] if top else 0)
        if told and sum(n for _, n in top) >= 0.7 * counts.total() and top[1][1] >= 0.6 * rest:
            return tuple(code for code, _ in top)
        return ()

    @cached_property
    def lead_day(self) -> tuple[str, str]:
        """Return the day the report is about, and why: the first one its lead tells, else its own date."""
        for sentence in (self.sentences[number] for number in self._leads):
            for mention in self.dates[sentence.number]:
                recent = mention.precision == "day" and not mention.ahead
                if recent and (self.today - date.fromisoformat(mention.iso)).days < 7:
                    return mention.iso, f"no date in the sentence: the lead's '{mention.text}'"
        return self.today.isoformat(), "no date in the sentence: the report's own"

    def is_lead(self, sentence: Sentence) -> bool:
        """Whether a sentence is one of the report's first two, its title apart."""
        return sentence.number in self._leads

    @cached_property
    def _leads(self) -> tuple[int, ...]:
        """The first two sentences that tell something: heads of letters, headings and greetings tell nothing."""
        telling = (s.number for s in self.sentences[:12] if not s.is_title and self._tells(s))
        return tuple(islice(telling, 2))

    def _tells(self, sentence: Sentence) -> bool:
        parts = self.clauses_of(sentence)
        full = sentence.text.rstrip("\"'”’) ")[-1:] in (".", "!", ":", ";")
        if not parts or not full or len(sentence.tokens) <= 4:
            return False
        return any(
            m.kind in ("party", "lever", "good")
            or (m.kind == "amount" and m.amount.kind not in ("count", "quantity", "share"))
            for m in parts[0].row
        )

    def is_lead_span(self, start: int) -> bool:
        """Whether a place of the text stands in one of the first two sentences."""
        return any(s.start <= start < s.end and self.is_lead(s) for s in self.sentences[:12])

    def person_before(self, sentence: Sentence, mark: int) -> tuple[str, ...]:
        """Return the economy of the person named last before a mark of a sentence: whom "he" goes back to."""
        for number in range(sentence.number, max(sentence.number - 5, -1), -1):
            parts = self.clauses_of(self.sentences[number])
            row = parts[0].row if parts else []
            stop = mark if number == sentence.number else len(row)
            for at in range(min(stop, len(row)) - 1, -1, -1):
                party = row[at].ref
                if row[at].kind == "party" and getattr(party, "kind", "") == "person":
                    return tuple(getattr(party, "codes", ()))
        return ()

    def speaker_of(self, sentence: Sentence) -> str:
        """Return the economy of who speaks a sentence of a transcript: "AMBASSADOR GREER: ..."."""
        block = self.cleaned.block_at(sentence.end - 1)
        held = self.office_holder(block.speaker) if block is not None else None
        return held.code if held is not None else ""

    def office_holder(self, label: str) -> Official | None:
        """Return who holds an office on the report's day and bears the name a label ends with."""
        last = "" if _OF_MEMBERS.search(label) else label.strip().rpartition(" ")[2]
        surname = fold(last)
        if not surname:
            return None
        month = self.today.isoformat()[:7]
        held = [
            o
            for o in self.words.officials
            if fold(o.person.split()[-1]) == surname
            and o.start <= month
            and (not o.end or month <= o.end)
            and not _OF_PARTS.search(o.role)
        ]
        held.sort(key=lambda o: o.person.split()[-1].casefold() != last.casefold())
        return held[0] if len({(o.code, fold(o.person)) for o in held}) == 1 else None

    def in_table(self, sentence: Sentence) -> bool:
        """Whether a sentence is a row of a table."""
        return any(t.start <= sentence.start < t.end for t in self.cleaned.tables)

    def told_before(self, sentence: Sentence) -> DateMention | None:
        """Return the day the two sentences before speak of, which a sentence without a date goes on from."""
        for number in range(sentence.number - 1, max(sentence.number - 3, -1), -1):
            past = [d for d in self.dates[number] if d.precision == "day" and not d.ahead]
            if past:
                return past[-1]
        return None

    def dates_of(self, sentence: Sentence) -> list[DateMention]:
        """Return the dates of a sentence."""
        return self.dates[sentence.number]
