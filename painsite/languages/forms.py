"""How languages write dates, numbers and plurals.

A table of our own and not the library Babel, which knows all languages: its data weigh thirty megabytes and its import
takes longer than a build that finds nothing to do, while a site needs twelve months, two patterns and a separator. The
values are those of CLDR 47 (https://cldr.unicode.org), whose months may differ beside a day and alone. Left out are
languages whose usual calendar or digits are others than ours; they can be given under `wording`.
"""

from collections.abc import Mapping
from typing import Any

_DAY, _MONTH, _POINT = "{day} {month} {year}", "{month} {year}", "1.000"
_ORDINAL = "{day}. {month} {year}"
_BLANK, _THIN = "1\N{NO-BREAK SPACE}000", "1\N{NARROW NO-BREAK SPACE}000"

# pattern of a day, of a month, example of a number, rule of plurals, months, months without a day where they differ
_FORMS: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "ar": (_DAY, _MONTH, "1,000", "arabic",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", ""),
    "cs": (_ORDINAL, _MONTH, _BLANK, "czech",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec"),
    "da": (_ORDINAL, _MONTH, _POINT, "one",
        "januar februar marts april maj juni juli august september oktober november december", ""),
    "de": (_ORDINAL, _MONTH, _POINT, "one",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", ""),
    "de-at": (_ORDINAL, _MONTH, _POINT, "one",
        "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember", ""),
    "de-ch": (_ORDINAL, _MONTH, "1’000", "one",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", ""),
    "el": (_DAY, _MONTH, _POINT, "one",
        ("Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου"
         " Δεκεμβρίου"),
        ("Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος"
         " Δεκέμβριος")),
    "en-us": ("{month} {day}, {year}", _MONTH, "1,000", "one",
        "January February March April May June July August September October November December", ""),
    "es": ("{day} de {month} de {year}", "{month} de {year}", _POINT, "one",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", ""),
    "fi": (_ORDINAL, _MONTH, _BLANK, "one",
        ("tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
         " marraskuuta joulukuuta"),
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"),
    "fr": (_DAY, _MONTH, _THIN, "up-to-one",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", ""),
    "he": ("{day} ב{month} {year}", _MONTH, "1,000", "one",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר", ""),
    "hr": ("{day}. {month} {year}.", "{month} {year}.", _POINT, "russian",
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
        "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac"),
    "hu": ("{year}. {month} {day}.", "{year}. {month}", _BLANK, "one",
        "január február március április május június július augusztus szeptember október november december", ""),
    "it": (_DAY, _MONTH, _POINT, "one",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", ""),
    "ja": ("{year}年{month}{day}日", "{year}年{month}", "1,000", "none",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", ""),
    "ko": ("{year}년 {month} {day}일", "{year}년 {month}", "1,000", "none",
        "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월", ""),
    "lt": ("{year} m. {month} {day} d.", "{year} m. {month}", _BLANK, "lithuanian",
        "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
        "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis"),
    "nb": (_ORDINAL, _MONTH, _BLANK, "one",
        "januar februar mars april mai juni juli august september oktober november desember", ""),
    "nl": (_DAY, _MONTH, _POINT, "one",
        "januari februari maart april mei juni juli augustus september oktober november december", ""),
    "pl": (_DAY, _MONTH, _BLANK, "polish",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"),
    "pt": ("{day} de {month} de {year}", "{month} de {year}", _POINT, "up-to-one",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", ""),
    "pt-pt": ("{day} de {month} de {year}", "{month} de {year}", _BLANK, "one",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", ""),
    "ro": (_DAY, _MONTH, _POINT, "romanian",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie", ""),
    "ru": ("{day} {month} {year} г.", "{month} {year} г.", _BLANK, "russian",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    "sk": (_ORDINAL, _MONTH, _BLANK, "czech",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "január február marec apríl máj jún júl august september október november december"),
    "sl": (_ORDINAL, _MONTH, _POINT, "slovene",
        "januar februar marec april maj junij julij avgust september oktober november december", ""),
    "sv": (_DAY, _MONTH, _BLANK, "one",
        "januari februari mars april maj juni juli augusti september oktober november december", ""),
    "tr": (_DAY, _MONTH, _POINT, "one",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık", ""),
    "uk": ("{day} {month} {year} р.", "{month} {year} р.", _BLANK, "russian",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"),
    "zh": ("{year}年{month}{day}日", "{year}年{month}", "1,000", "none",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", ""),
}  # fmt: skip
_SAME = {"no": "nb", "nn": "nb"}


def forms_of(tag: str) -> dict[str, Any]:
    """Return, by their names in `Wording`, the forms of a language in lower case, `de-at` before `de`; else nothing."""
    primary = tag.partition("-")[0]
    found = _FORMS.get(tag) or _FORMS.get(_SAME.get(primary, primary))
    if not found:
        return {}
    date_of_day, date_of_month, number, plurals, months, alone = found
    return {
        "date_of_day": date_of_day,
        "date_of_month": date_of_month,
        "number": number,
        "plurals": plurals,
        "months": tuple(months.split()),
        "months_alone": tuple(alone.split()),
    }
