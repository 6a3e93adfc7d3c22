"""German, French and Spanish times, each with what it is in English.

In a phrase `{D}` and `{E}` are days of a month, `{M}` is a month, `{W}` a weekday, `{N}` a number, `{U}` a unit,
`{Y}` a year.
"""

from __future__ import annotations

from typing import NamedTuple

SEASONS = {"sommer": "summer", "été": "summer", "verano": "summer", "hiver": "winter", "invierno": "winter"}


class Language(NamedTuple):
    """Its months, weekdays and numbers in the order of the English ones, its units by the English one, its phrases."""

    months: str
    weekdays: str
    numbers: str
    units: str
    phrases: str


GERMAN = Language(
    months="januar februar märz april mai juni juli august september oktober november dezember",
    weekdays="montag dienstag mittwoch donnerstag freitag samstag sonntag",
    numbers="einem|ein|einer zwei drei vier fünf sechs sieben acht neun zehn",
    units="day tage tagen tag|week wochen woche|month monaten monate monat|year jahren jahre jahr",
    phrases=r"""
        today: heute
        today: heute (?:früh|morgen|abend)
        yesterday: gestern
        the day before yesterday: vorgestern
        last week: (?:in der )?(?:letzten?|vergangenen?|vorigen?) woche
        this week: (?:in )?diese[rn]? woche
        last month: (?:im )?(?:letzten|vergangenen|vorigen) monat
        this month: (?:in )?diese[nm] monat
        last year: (?:im )?(?:letzten|letztes|vergangenen|voriges) jahr
        this year: (?:in )?diese[sm] jahr
        over the weekend: am (?:letzten |vergangenen )?wochenende
        last {W}: (?:am )?(?:letzten|vergangenen) {W}
        on {W}: am {W}
        since {W}: seit {W}
        in the last {N} {U}s: in den (?:letzten|vergangenen) {N} {U}
        {N} {U}s ago: vor {N} {U}
        in {M} {Y}: im {M}(?: {Y})?
        since {M} {Y}: seit {M}(?: {Y})?
        in early {M} {Y}: anfang {M}(?: {Y})?
        in mid {M} {Y}: mitte {M}(?: {Y})?
        in late {M} {Y}: ende {M}(?: {Y})?
        in {Y}: im jahr {Y}
        on {D} {M} {Y}: am {D}\. {M}(?: {Y})?
        since {D} {M} {Y}: seit dem {D}\. {M}(?: {Y})?
        between {D} and {E} {M} {Y}: (?:vom|zwischen(?: dem)?) {D}\. (?:bis(?: zum)?|und(?: dem)?) {E}\. {M}(?: {Y})?
        last {season}: (?:letzten|vergangenen) (?P<season>sommer|winter)
    """,
)
FRENCH = Language(
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
    numbers="un|une deux trois quatre cinq six sept huit neuf dix",
    units="day jours jour|week semaines semaine|month mois|year ans années an",
    phrases=r"""
        today: aujourd[’']hui
        the day before yesterday: avant-hier
        yesterday: hier(?: soir| matin)?
        last week: la semaine (?:dernière|passée)
        this week: cette semaine
        last month: le mois (?:dernier|passé)
        this month: ce mois-ci
        last year: l[’']an(?:née)? (?:dernière|dernier|passée?)
        this year: cette année
        over the weekend: (?:ce week-end|le week-end dernier)
        last {W}: {W} dernier
        since {W}: depuis {W}
        in the last {N} {U}s: (?:ces|(?:ces|au cours des|dans les|les)) {N} derni(?:ers|ères) {U}
        {N} {U}s ago: il y a {N} {U}
        in {M} {Y}: en {M}(?: {Y})?
        since {M} {Y}: depuis {M}(?: {Y})?
        in early {M} {Y}: début {M}(?: {Y})?
        in mid {M} {Y}: (?:à la )?mi-{M}(?: {Y})?
        in late {M} {Y}: fin {M}(?: {Y})?
        in {Y}: en {Y}
        on {D} {M} {Y}: le {D}(?:er)? {M}(?: {Y})?
        since {D} {M} {Y}: depuis le {D}(?:er)? {M}(?: {Y})?
        between {D} and {E} {M} {Y}: (?:du|entre le) {D} (?:au|et le) {E} {M}(?: {Y})?
        last {season}: l[’'](?P<season>été|hiver) dernier
    """,
)
SPANISH = Language(
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    weekdays="lunes martes miércoles jueves viernes sábado domingo",
    numbers="un|una dos tres cuatro cinco seis siete ocho nueve diez",
    units="day días día|week semanas semana|month meses mes|year años año",
    phrases=r"""
        today: hoy
        the day before yesterday: anteayer
        yesterday: ayer
        last week: la semana pasada
        this week: esta semana
        last month: el mes pasado
        this month: este mes
        last year: el año pasado
        this year: este año
        over the weekend: (?:este|el) fin de semana(?: pasado)?
        last {W}: el {W} pasado
        on {W}: el {W}
        since {W}: desde el {W}
        in the last {N} {U}s: (?:en )?los últimos {N} {U}
        {N} {U}s ago: hace {N} {U}
        in {M} {Y}: en {M}(?: de {Y})?
        since {M} {Y}: desde {M}(?: de {Y})?
        in early {M} {Y}: a principios de {M}(?: de {Y})?
        in mid {M} {Y}: a mediados de {M}(?: de {Y})?
        in late {M} {Y}: a final(?:es)? de {M}(?: de {Y})?
        in {Y}: en {Y}
        on {D} {M} {Y}: el {D} de {M}(?: de {Y})?
        since {D} {M} {Y}: desde el {D} de {M}(?: de {Y})?
        between {D} and {E} {M} {Y}: (?:del|entre el) {D} (?:al|y el) {E} de {M}(?: de {Y})?
        last {season}: el (?P<season>verano|invierno) pasado
    """,
)
LANGUAGES = (GERMAN, FRENCH, SPANISH)

CALENDAR = frozenset(
    "heute gestern vorgestern wochenende sommer winter aujourd avant hier week été hiver hoy ayer anteayer verano "
    "invierno semana".split()
    + [word for language in LANGUAGES for word in f"{language.months} {language.weekdays}".split()]
    + [word for language in LANGUAGES for group in language.units.split("|") for word in group.split()[1:]]
)
"""One of these, or a year, stands in every time."""
