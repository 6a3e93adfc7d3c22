"""Claims made false by one change are caught, and honest rewordings are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import pytest

from answer.days import clocks, days
from answer.figures import all_figures
from answer.names import known_names
from answer.support import Kind, faults
from answer.types import Citation, Claim
from index.types import Article
from made import article

BRIDGE = (
    "The Harrowmere Swing Bridge closed to all vehicles at 8 p.m. last night after a second crack was found in its "
    "pivot. It is expected to reopen by 30 May."
)
REPAIR = (
    "The repair will cost £4.2 million, Cllr. Desmond Arkwell, leader of the district council, told a meeting called "
    "at two hours’ notice on Thursday."
)
LOAN = "Of the money, £3.4 million is to be borrowed over 25 years, at 4.35 per cent."
DELAY = "The swing bridge will not reopen on 30 May. The date is now Saturday 4 July."
TRADE = "Takings on Cannery Road have been down by 22 per cent since the middle of March, said Jocasta Prynne."
FERRY = (
    "The Dab, which holds twelve passengers, will cross every 20 minutes between 6.30 a.m. and 7.15 p.m. "
    "It will be free."
)
LIBRARY = (
    "Closing the three libraries would save £512,000 a year. Cllr. Marguerite Sould said that her 13 councillors would "
    "vote against it. No decision has been taken."
)
CEASEFIRE = "Ukraine proposed a full 30-day ceasefire, and 1.5 million people signed. Russia’s envoy did not reply."
SEATS = "The Civic Alliance has twenty-one of the 38 seats and does not need either."
FAEHRE = "Die Fähre fährt ab dem 29. Mai wieder, für zwölf Fahrgäste."

MARCH = article("a", title="Swing bridge shuts to traffic", published_at=datetime(2026, 3, 14, 8, 10, tzinfo=UTC))
MAY = article(
    "b", title="Bridge put off until July", outlet="Pellport Packet", published_at=datetime(2026, 5, 22, 17, tzinfo=UTC)
)
EVERY = (BRIDGE, REPAIR, LOAN, DELAY, TRADE, FERRY, LIBRARY, CEASEFIRE, SEATS)
KNOWN = known_names(EVERY)

Row = tuple[str, Article, str]

CHANGED: dict[Kind, list[Row]] = {
    Kind.NUMBER: [
        (REPAIR, MARCH, "The repair will cost £4.3 million."),
        (REPAIR, MARCH, "The repair will cost £42 million."),
        (REPAIR, MARCH, "The repair will cost £4.2 billion."),
        (REPAIR, MARCH, "The repair will cost $4.2 million."),
        (REPAIR, MARCH, "The meeting was called at three hours’ notice."),
        (LOAN, MARCH, "£3.4 million is to be borrowed over 35 years."),
        (LOAN, MARCH, "The loan runs at 4.53 per cent."),
        (LOAN, MARCH, "The loan is £4.35 million."),
        (LOAN, MARCH, "25% of the money is to be borrowed."),
        (TRADE, MARCH, "Takings have fallen by 32 per cent."),
        (TRADE, MARCH, "Takings have fallen by twenty-three per cent."),
        (FERRY, MARCH, "The ferry holds 20 passengers and crosses every 12 minutes for £2."),
        (FERRY, MARCH, "The ferry holds eleven passengers."),
        (FERRY, MARCH, "The ferry holds two dozen passengers."),
        (LIBRARY, MARCH, "Closing the four libraries would save £512,000 a year."),
        (LIBRARY, MARCH, "Closing the libraries would save £521,000."),
        (LIBRARY, MARCH, "Closing the libraries would save £512 million."),
        (CEASEFIRE, MAY, "Ukraine proposed a ceasefire of 60 days."),
        (CEASEFIRE, MAY, "Some 1,500 people signed."),
        (CEASEFIRE, MAY, "15 million people signed."),
        (SEATS, MARCH, "The Civic Alliance has 22 of the 38 seats."),
        (BRIDGE, MARCH, "A third crack was found in the pivot."),
        (BRIDGE, MARCH, "The bridge closed in 2019."),
    ],
    Kind.DATE: [
        (BRIDGE, MARCH, "The bridge is to reopen by 31 May."),
        (BRIDGE, MARCH, "The bridge is to reopen by 30 June."),
        (BRIDGE, MARCH, "The bridge is to reopen by May 3."),
        (BRIDGE, MARCH, "The bridge is to reopen in June."),
        (BRIDGE, MARCH, "The bridge closed on 12 March 2026."),
        (BRIDGE, MARCH, "The bridge closed on 13 March 2024."),
        (BRIDGE, MARCH, "The bridge closed on Tuesday."),
        (DELAY, MAY, "The date is now Sunday 4 July."),
        (DELAY, MAY, "The date is now 14 July."),
        (DELAY, MAY, "The Packet reported on 25 May 2026 that the date is 4 July."),
        (TRADE, MARCH, "Takings have been down since the middle of February."),
    ],
    Kind.TIME: [
        (BRIDGE, MARCH, "The bridge closed at 9 p.m."),
        (BRIDGE, MARCH, "The bridge closed at 8 a.m."),
        (FERRY, MARCH, "The first ferry crosses at 6:45 a.m."),
        (FERRY, MARCH, "The last ferry crosses at 18:15."),
    ],
    Kind.NAME: [
        (REPAIR, MARCH, "The cost was given by Cllr. Enoch Tully."),
        (REPAIR, MARCH, "According to Desmond Ondaway the repair will cost £4.2 million."),
        (LIBRARY, MARCH, "The councillors of Philippa Sould would vote against it."),
        (LIBRARY, MARCH, "Arkwell said that 13 councillors would vote against it."),
        (TRADE, MARCH, "Takings on Station Road are down, said Jocasta Prynne."),
        (CEASEFIRE, MAY, "A ceasefire was proposed by Poland."),
        (CEASEFIRE, MAY, "Russian and Belarusian envoys were asked."),
        (SEATS, MARCH, "The Estuary Independents have twenty-one of the 38 seats."),
        (BRIDGE, MARCH, "The bridge at Tarbrook closed to all vehicles."),
        (DELAY, MAY, "The Guardian says that the date is now 4 July."),
    ],
    Kind.NEGATION: [
        (DELAY, MAY, "The swing bridge will reopen on 30 May."),
        (BRIDGE, MARCH, "The bridge is not expected to reopen by 30 May."),
        (LIBRARY, MARCH, "A decision has been taken."),
        (LIBRARY, MARCH, "Closing the libraries would not save £512,000 a year."),
        (FERRY, MARCH, "The ferry will not be free."),
        (CEASEFIRE, MAY, "Russia’s envoy did reply."),
        (SEATS, MARCH, "The Civic Alliance does need either."),
        (LOAN, MARCH, "No money is to be borrowed."),
    ],
}

TRUE: list[Row] = [
    (REPAIR, MARCH, "The repair will cost £4.2 million, said the council’s leader, Desmond Arkwell."),
    (REPAIR, MARCH, "The repair will cost 4,200,000 pounds."),
    (REPAIR, MARCH, "The repair will cost £4.2m."),
    (REPAIR, MARCH, "On Thursday 12 March, Councillor Arkwell named a cost of £4.2 million."),
    (REPAIR, MARCH, "Arkwell said on 12 March 2026 that the repair will cost £4.2 million."),
    (LOAN, MARCH, "£3.4m is borrowed at 4.35% over twenty-five years."),
    (TRADE, MARCH, "Takings on Cannery Road fell by twenty-two percent, Jocasta Prynne said."),
    (TRADE, MARCH, "Jocasta Prynne said that takings had been down since March."),
    (FERRY, MARCH, "The Dab holds 12 passengers and is free."),
    (FERRY, MARCH, "The Dab holds a dozen passengers and crosses every twenty minutes from 6:30 am to 19:15."),
    (LIBRARY, MARCH, "Closing 3 libraries would save £512,000 a year, and no decision has been taken."),
    (LIBRARY, MARCH, "Marguerite Sould’s thirteen councillors would vote against closing the libraries."),
    (LIBRARY, MARCH, "It has not been decided."),
    (CEASEFIRE, MAY, "Ukraine proposed a ceasefire of thirty days."),
    (CEASEFIRE, MAY, "The Ukrainian proposal was signed by 1,500,000 people."),
    (CEASEFIRE, MAY, "One and a half million people signed, but Russia did not reply."),
    (SEATS, MARCH, "The Civic Alliance holds 21 of 38 seats."),
    (BRIDGE, MARCH, "The bridge closed on 13 March 2026 at 8 pm, after a 2nd crack was found."),
    (BRIDGE, MARCH, "The bridge closed on Friday 13 March."),
    (BRIDGE, MARCH, "The Harrowmere Herald reported on 14 March that it should reopen by the end of May."),
    (BRIDGE, MARCH, "As of 14 March 2026 it was expected to reopen by May 30."),
    (BRIDGE, MARCH, "Drivers cannot cross: the bridge closed at 20:00."),
    (DELAY, MAY, "The bridge reopens on Saturday 4 July 2026, not on 30 May."),
    (DELAY, MAY, "The bridge will reopen on 4 July."),
    (DELAY, MAY, "The swing bridge won’t reopen on May 30, the Pellport Packet wrote on 22 May."),
    (DELAY, MAY, "Reopening was put off from 30 May until 4 July."),
    (FAEHRE, MAY, "The ferry runs again from 29 May, for 12 passengers."),
    (BRIDGE, MARCH, "Die Brücke wurde am 13. März um 20 Uhr geschlossen und soll bis zum 30. Mai wieder öffnen."),
    (REPAIR, MARCH, "Die Reparatur kostet laut Desmond Arkwell 4,2 Millionen Pfund und ist nötig."),
]


def claim(quote: str, of: Article, text: str) -> Claim:
    return Claim(text, (Citation(of, 1, 0, len(quote), 0, len(quote), quote),))


def rows(table: dict[Kind, list[Row]]) -> list[tuple[Kind, Row]]:
    return [(kind, row) for kind, some in table.items() for row in some]


def test_the_table_is_as_large_as_promised() -> None:
    assert len(rows(CHANGED)) >= 40
    assert len(TRUE) >= 25


@pytest.mark.parametrize(
    ("kind", "row"), rows(CHANGED), ids=lambda value: value[2] if isinstance(value, tuple) else None
)
def test_a_changed_claim_is_caught(kind: Kind, row: Row) -> None:
    assert kind in {fault.kind for fault in faults(claim(*row), KNOWN)}


@pytest.mark.parametrize("row", TRUE, ids=lambda row: row[2])
def test_a_true_claim_is_kept(row: Row) -> None:
    assert list(faults(claim(*row), KNOWN)) == []


def test_a_fact_may_stand_in_any_of_the_quotes() -> None:
    both = Claim(
        "The repair will cost £4.2 million, of which £3.4 million is borrowed.",
        (*claim(REPAIR, MARCH, "").citations, *claim(LOAN, MARCH, "").citations),
    )
    assert list(faults(both, KNOWN)) == []


def test_a_quote_is_its_own_proof_and_costs_next_to_nothing() -> None:
    quoted = [claim(text, MARCH, text) for text in EVERY]
    assert not any(list(faults(one)) for one in quoted)
    started = perf_counter()
    for _ in range(100):
        for one in quoted:
            assert not list(faults(one))
    assert (perf_counter() - started) / (100 * len(quoted)) < 100e-6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twelve", "12"), ("twenty-one", "21"), ("ninety nine", "99"), ("a hundred", "100"), ("a dozen", "12"),
        ("one hundred and forty", "140"), ("two thousand and one", "2001"), ("1.5 million", "1500000"),
        ("1,500,000", "1500000"), ("1.500.000", "1500000"), ("£4.2m", "4200000"), ("half a million", "500000"),
        ("3,4 Millionen", "3400000"), ("einundzwanzig", "21"), ("6 thousand", "6000"), ("2bn", "2000000000"),
        ("the forty-second", "42"), ("33rd", "33"), ("6’400", "6400"), ("1,64,000", "164000"),
    ],
)  # fmt: skip
def test_numbers_are_read_by_value(text: str, value: str) -> None:
    assert value in {f"{one.normalize():f}" for figure in all_figures(text) for one in figure.values}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 4 July", [(None, 7, 4)]), ("May 19, 2025", [(2025, 5, 19)]), ("19th of May 2025", [(2025, 5, 19)]),
        ("in May", [(None, 5, None)]), ("in May 2025", [(2025, 5, None)]), ("2026-03-14", [(2026, 3, 14)]),
        ("am 29. Mai", [(None, 5, 29)]), ("le 14 mars", [(None, 3, 14)]), ("3–9 May", [(None, 5, 9), (None, 5, 3)]),
        ("May I come?", []), ("They march on", []), ("You may 3", []), ("Theresa Mayhew", []),
    ],
)  # fmt: skip
def test_dates_are_read(text: str, expected: list[tuple[int | None, int | None, int | None]]) -> None:
    assert [day[:3] for day in days(text)] == expected


@pytest.mark.parametrize(
    ("text", "minutes"), [("8 p.m.", 1200), ("6.30 a.m.", 390), ("18:15", 1095), ("20 Uhr", 1200), ("noon", 720)]
)
def test_times_are_read(text: str, minutes: int) -> None:
    assert [minutes in clock.minutes for clock in clocks(text)] == [True]
