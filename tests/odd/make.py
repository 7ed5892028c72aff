# make.py - small files with one fault each, made by ourselves: make.py FOLDER, or CASES in run_own.py.
import json
import pathlib
import struct
import sys

import shapes
from shapes import AREA, LINE, POINT, area, parts, shapefile, square

NAN, INF = float("nan"), float("inf")
CASES = {}  # name: {file: bytes}; the first file is the source


def case(name, files, ending=".shp"):
    """Adds a case: files by ending, or the bytes of one."""
    if isinstance(files, (bytes, str)):
        files = {ending: files}
    ordered = sorted(files, key=lambda end: end != ending)
    CASES[name] = {name + end: files[end].encode() if isinstance(files[end], str) else files[end] for end in ordered}


def features(*pairs):
    """A GeoJSON of (geometry, name) pairs."""
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": name}, "geometry": geometry} for geometry, name in pairs]})


def geometry(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


def around(ring):
    """A GeoJSON of one area."""
    return features((geometry("Polygon", [[list(p) for p in ring]]), "a"))


def broken_shapefiles():
    whole = area(square())
    case("plain", whole)
    for what, record in {
            "parts-too-many": parts(AREA, [square()], part_count=1 << 30),
            "parts-negative": parts(AREA, [square()], part_count=-1),
            "parts-none": parts(AREA, [square()], starts=[], part_count=0),
            "points-too-many": parts(AREA, [square()], point_count=0x7FFFFFFF),
            "points-negative": parts(AREA, [square()], point_count=-5),
            "parts-out-of-order": parts(AREA, [square(), square(37, 48, 1)], starts=[5, 0]),
            "parts-past-the-points": parts(AREA, [square()], starts=[900]),
            "parts-before-the-points": parts(AREA, [square()], starts=[-3])}.items():
        case(what, shapefile(AREA, [record, parts(AREA, [square(41)])]))
    case("length-too-long", shapefile(AREA, [parts(AREA, [square()])], lengths=[1 << 28]))
    case("length-negative", shapefile(AREA, [parts(AREA, [square()])], lengths=[-8]))
    case("index-past-the-end", {**whole, ".shx": shapes.header(AREA, 54) + struct.pack(">2i", 1 << 29, 64)})
    case("index-of-other-file", {**whole, ".shx": shapes.shp(AREA, [shapes.NULL] * 9)[".shx"]})
    case("table-too-long", {**whole, ".dbf": shapes.dbf([b"a"], count=1 << 30)})
    case("table-of-other-file", {**whole, ".dbf": shapes.dbf([b"a", b"b", b"c"])})
    case("header-alone", {**whole, ".shp": shapes.header(AREA, 50)})
    case("no-points-at-all", shapefile(AREA, []))


def odd_coordinates():
    for what, value in {"nan": NAN, "infinite": INF, "huge": 1e300}.items():
        case(f"{what}-point", shapefile(POINT, [shapes.point(value, 48), shapes.point(37, 48), shapes.point(38, 49)]))
        case(f"{what}-all", shapefile(POINT, [shapes.point(value, value)]))
        case(f"{what}-in-a-ring", area(square()[:2] + [(value, 49)] + square()[2:]))
    case("null-shapes", shapefile(AREA, [shapes.NULL, parts(AREA, [square()]), shapes.NULL]))
    case("null-shapes-alone", shapefile(AREA, [shapes.NULL] * 3))
    case("overflow", features((geometry("Point", [1, 2]), "a")).replace("[1, 2]", "[1e400, 2]"), ".geojson")
    case("swapped", features(*((geometry("Point", [48 + i, 137 + i]), "a") for i in range(3))), ".geojson")


def odd_rings():
    case("outer-ring-turned", area(square()[::-1]))
    case("hole-turned", area(square(), square(37, 48, 1)))
    case("bow-tie", area([(36, 47), (39, 50), (39, 47), (36, 50), (36, 47)]))
    case("spike", area(square()[:3] + [(44, 50), (39, 50)] + square()[3:]))
    case("points-twice", area([p for p in square() for _ in range(3)]))
    case("ring-without-area", area([(36, 47), (39, 50), (36, 47)]))
    case("rings-without-area-too", area(square(), [(37, 48)] * 4, [(37, 48), (38, 49), (37, 48)]))
    case("ring-open", area(square()[:-1]))
    case("line-of-one-point", shapefile(LINE, [parts(LINE, [[(37, 48)]]), parts(LINE, [[(37, 48), (38, 49)]])]))


def far_places():
    case("antimeridian", around([(175, -20), (185, -20), (185, -10), (175, -10), (175, -20)]), ".geojson")
    case("antimeridian-jump", around([(175, -20), (-175, -20), (-175, -10), (175, -10), (175, -20)]), ".geojson")
    case("antimeridian-both", features(
        (geometry("Polygon", [[[176, 60], [180, 60], [180, 66], [176, 66], [176, 60]]]), "west"),
        (geometry("Polygon", [[[-180, 60], [-172, 60], [-172, 66], [-180, 66], [-180, 60]]]), "east")), ".geojson")
    case("pole", around([(-180, -90), (-180, -70), (-60, -75), (60, -66), (180, -70), (180, -90), (-180, -90)]), ".geojson")
    case("pole-open", around([(x, 75) for x in range(-180, 181, 30)]), ".geojson")
    case("pole-beyond", features((geometry("Point", [10, 91.5]), "a"), (geometry("Point", [10, 60]), "b")), ".geojson")


def kinds():
    record = parts(AREA, [square()])
    case("kinds-in-one-file", shapefile(AREA, [record, shapes.point(40, 48), parts(LINE, [[(36, 46), (40, 46)]])]))
    case("heights", shapefile(shapes.AREA_Z, [parts(shapes.AREA_Z, [square()])]))
    case("measures", shapefile(shapes.AREA_M, [parts(shapes.AREA_M, [square()])]))
    case("kind-unknown", shapefile(77, [struct.pack("<i", 77) + bytes(40)]))
    case("collection", features(({"type": "GeometryCollection", "geometries": [
        geometry("Point", [36, 47]), geometry("Polygon", [[list(p) for p in square()]])]}, "a")), ".geojson")
    case("heights-in-json", features((geometry("LineString", [[36, 47, 5], [39, 50, NAN]]), "a")), ".geojson")
    case("kind-misspelt", features((geometry("Poligon", [[[36, 47]]]), "a")), ".geojson")


def reference_systems():
    case("prj-none", area(square(), prj=None))
    case("prj-none-metres", area(square(400000, 5300000, 90000), prj=None))
    case("prj-metres", area(square(400000, 5300000, 90000), prj=shapes.UTM37))
    case("prj-of-other-data", area(square(), prj=shapes.UTM37))
    case("prj-degrees-for-metres", area(square(400000, 5300000, 90000)))
    case("prj-nonsense", area(square(), prj="PROJCS[\"nonsense\""))
    case("prj-empty", area(square(), prj=" "))


def encodings():
    name = "Їжак"
    for cpg in ("UTF-8", "65001", "1251", "CP1251", "ANSI 1251", "windows-1251", "KOI8-U", "ISO-8859-5", "88595"):
        codec = {"UTF-8": "utf-8", "65001": "utf-8", "KOI8-U": "koi8-u"}.get(cpg, "iso8859-5" if "8859" in cpg else "cp1251")
        case("cpg-" + cpg.replace(" ", "_"), area(square(), names=[name.encode(codec)], cpg=cpg))
    case("cpg-nonsense", area(square(), names=[b"Ab"], cpg="EBCDIC of sorts"))
    case("cpg-wrong", area(square(), names=["Żółw".encode("cp1250")], cpg="UTF-8"))
    case("cpg-none", area(square(), names=[name.encode("utf-8")], cpg=None))
    case("cpg-none-1251", {**area(square(), cpg=None), ".dbf": shapes.dbf([name.encode("cp1251")], language=0xC9)})
    case("utf-8-cut", features((geometry("Point", [37, 48]), "Ab")).encode().replace(b'"Ab"', b'"A\xd0"'), ".geojson")


def texts():
    whole = area(square())
    case("date-field", {**whole, ".dbf": shapes.dbf([b"20260127"], 8, b"D", b"DAY")})
    for what, text in {"date-iso": "2026-01-27", "date-dotted": "27.01.2026", "nbsp": "Kryvyi\u00a0Rih",
                       "newline": "Kryvyi\nRih", "controls": "a\u0001b\u001b[31mc\u0085d", "rtl": "حيفا \u202eabc",
                       "long": "Donetsk " * 1250, "markup": "<b>&amp;</b>\"'<!--", "empty": "", "nul": "a\u0000b",
                       "surrogate": "a\ud800b"}.items():
        case("name-" + what, features((geometry("Point", [37, 48]), text), (geometry("Point", [38, 49]), "b")), ".geojson")


def odd_json():
    one = features((geometry("Point", [37, 48]), "a"))
    case("json-bom", b"\xef\xbb\xbf" + one.encode(), ".geojson")
    case("json-utf-16", one.encode("utf-16"), ".geojson")
    case("json-deep", "[" * 100000 + "]" * 100000, ".geojson")
    case("json-deep-feature", one.replace('"a"', "[" * 5000 + "]" * 5000), ".geojson")
    case("json-keys-twice", one.replace('"name"', '"name": "b", "name"'), ".geojson")
    case("json-trailing", one + "{}", ".geojson")
    case("json-comma", one.replace("}]}", "},]}"), ".geojson")
    case("json-empty", features(), ".geojson")
    case("json-null", features((None, "a"), (geometry("Point", [37, 48]), "b"), (geometry("Point", []), "c")), ".geojson")
    case("json-words", features((geometry("Point", ["37", "48"]), "a"), (geometry("Point", [37, 48]), "b")), ".geojson")
    case("json-scalar", "42", ".geojson")
    case("json-topology", '{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"a":{"type":"LineString","arcs":[7]}}}',
         ".json")


def other_formats():
    track = "<gx:Track><gx:coord>37 48 0</gx:coord><gx:coord>38 49 0</gx:coord></gx:Track>"
    case("kml-track-without-times", '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx='
         f'"http://www.google.com/kml/ext/2.2"><Document><Placemark>{track}</Placemark></Document></kml>', ".kml")
    case("kml-entities", '<!DOCTYPE k [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
        + ']><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&j;</name></Placemark></kml>', ".kml")
    vrt = '<OGRVRTDataSource><OGRVRTLayer name="plain"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    case("vrt", vrt, ".vrt")
    case("vrt-as-json", vrt, ".geojson")
    case("csv-comma-decimals", 'name;lon;lat\na;"37,5";"48,5"\nb;38,1;49\n', ".csv")
    case("csv-no-places", "name,value\na,1\n", ".csv")
    case("csv-broken-places", "name,lon,lat\na,37,48\nb,x,y\nc,,\nd,38,49\n", ".csv")
    case("csv-quote-open", 'name,lon,lat\n"a,37,48\nb,38,49\n', ".csv")
    case("zip-nonsense", b"PK\x03\x04" + bytes(60), ".zip")
    case("empty", b"", ".geojson")
    case("zeros", bytes(4096), ".shp")


def cuts():
    """{name: files} of files cut at each hundredth of their bytes."""
    three = [parts(AREA, [square(x)]) for x in (30, 34, 38)]
    whole = shapefile(AREA, three)
    for ending in (".shp", ".shx", ".dbf", ".prj"):
        data = whole[ending]
        for percent in range(1, 100):
            yield f"cut{ending}-{percent}", {".shp": b"", **whole, ending: data[:len(data) * percent // 100]}
    data = features(*((geometry("Polygon", [[list(p) for p in square(x)]]), "a") for x in (30, 34, 38))).encode()
    for percent in range(1, 100):
        yield f"cut.geojson-{percent}", {".geojson": data[:len(data) * percent // 100]}


for make in (broken_shapefiles, odd_coordinates, odd_rings, far_places, kinds, reference_systems, encodings, texts,
             odd_json, other_formats):
    make()


def write(files, folder):
    """The path of the source of a case, written into a folder."""
    paths = [folder / name for name in files]
    for path, data in zip(paths, files.values()):
        path.write_bytes(data)
    return paths[0]


if __name__ == "__main__":
    top = pathlib.Path(sys.argv[1])
    top.mkdir(parents=True, exist_ok=True)
    for files in CASES.values():
        write(files, top)
