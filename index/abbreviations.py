"""Words whose full stop does not end a sentence, and words that show that it did."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """Mr Mrs Ms Mx Dr Drs Prof St Ste Sta Gen Sen Rep Reps Sens Gov Lt Col Sgt Capt Cmdr Maj Adm Pvt Cpl
    Rev Hon Pres Supt Det Insp Amb Msgr Fr Hr Hrn Frl Mme Mmes Mlle Mlles MM Sr Sra Srta Dra Dipl Ing
    Mag e.g i.e eg ie vs cf viz ca bzw z.B d.h u.a v.a i.d.R sog evtl ggf vgl inkl exkl max min p.ej
    EE.UU Cllr Clr Ald Messrs Rt Cdr Lieut Atty"""
)
"""A stop after these never ends a sentence (save at the end of the block): a name or an example follows."""

NUMBERED = _words(
    """No no Nos nos Nr Nrn Nº nº p pp S Fig fig Figs Vol vol Art art Sec sec Ch ch Abs Bd Tel tel Op op"""
)
"""A stop after these goes on only before a number."""

ABBREVIATIONS = _words(
    """Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Tue Tues Thu Thur Thurs Fri Okt Dez Mrz janv févr
    avr juil sept oct nov déc Inc Ltd Co Corp Bros Jr Esq etc dept Dept univ Univ assn Assn Assoc Ave
    Blvd Rd Mt Ft est Est approx Govt govt Calif Fla Mass Conn Ariz Wash Pa Va Md Ga Tenn Tex Colo Minn
    Mich Miss Neb Nev Okla Ore Wis Wyo Ala Ark Del Kan usw Str Mio Mrd Tsd Jh geb gest cie Cie env"""
)
"""A stop after these ends a sentence only if the next word is one that opens sentences."""

OPENERS = _words(
    """the he she it they we you i a an this that these those there but and so if when while after before
    in on at for as with from by to no not what who why how where which his her its their our my one
    some many most all both each another since although though because however meanwhile still also then
    now yet nor once until unlike according despite during under last earlier later nearly about two
    three police officials der die das ein eine er sie es wir ich und aber doch auch wenn als nach vor
    bei mit für im dem den diese les il elle ils elles nous vous un une cette ces mais et dans pero él
    ella los las una"""
)
"""Frequent first words of sentences, in lower case."""

MONTHS = _words(
    """january february march april may june july august september october november december januar februar
    märz mai juni juli oktober dezember jänner jan feb mar apr jun jul aug sep sept oct nov dec okt dez"""
)

AFTER_CLOCK = MONTHS | _words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun eastern central
    pacific mountain greenwich local indian"""
)
"""Capitalised words that go on after `6 p.m.`"""

BEFORE_ORDINAL = _words(
    """am vom zum der die das dem den des im bis ab beim seit und dieser ihre ihren seine seinen sein ihr"""
)
"""German words before an ordinal number: `am 3. Mai`, `der 1. Vorsitzende`."""
