#!/usr/bin/env python3
# world.py - makes the world, the US states and a hurricane.
"""Countries of the world and states of the US, small, as GeoJSON.

    world.py WORLD-ATLAS US-ATLAS OUT-FOLDER

The first two are the npm packages of those names, unpacked (TopoJSON). Where
Natural Earth's default shows control rather than recognised borders, its
pieces are joined to their states: Crimea to Ukraine, the north of Cyprus to
Cyprus, Somaliland to Somalia.
"""
import csv
import json
import os
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()

# ISO 3166-1 numeric -> alpha-2, alpha-3
CODES = """
004 AF AFG 008 AL ALB 010 AQ ATA 012 DZ DZA 024 AO AGO 031 AZ AZE 032 AR ARG
036 AU AUS 040 AT AUT 044 BS BHS 050 BD BGD 051 AM ARM 056 BE BEL 064 BT BTN
068 BO BOL 070 BA BIH 072 BW BWA 076 BR BRA 084 BZ BLZ 090 SB SLB 096 BN BRN
100 BG BGR 104 MM MMR 108 BI BDI 112 BY BLR 116 KH KHM 120 CM CMR 124 CA CAN
140 CF CAF 144 LK LKA 148 TD TCD 152 CL CHL 156 CN CHN 158 TW TWN 170 CO COL
178 CG COG 180 CD COD 188 CR CRI 191 HR HRV 192 CU CUB 196 CY CYP 203 CZ CZE
204 BJ BEN 208 DK DNK 214 DO DOM 218 EC ECU 222 SV SLV 226 GQ GNQ 231 ET ETH
232 ER ERI 233 EE EST 238 FK FLK 242 FJ FJI 246 FI FIN 250 FR FRA 260 TF ATF
262 DJ DJI 266 GA GAB 268 GE GEO 270 GM GMB 275 PS PSE 276 DE DEU 288 GH GHA
300 GR GRC 304 GL GRL 320 GT GTM 324 GN GIN 328 GY GUY 332 HT HTI 340 HN HND
348 HU HUN 352 IS ISL 356 IN IND 360 ID IDN 364 IR IRN 368 IQ IRQ 372 IE IRL
376 IL ISR 380 IT ITA 384 CI CIV 388 JM JAM 392 JP JPN 398 KZ KAZ 400 JO JOR
404 KE KEN 408 KP PRK 410 KR KOR 414 KW KWT 417 KG KGZ 418 LA LAO 422 LB LBN
426 LS LSO 428 LV LVA 430 LR LBR 434 LY LBY 440 LT LTU 442 LU LUX 450 MG MDG
454 MW MWI 458 MY MYS 466 ML MLI 478 MR MRT 484 MX MEX 496 MN MNG 498 MD MDA
499 ME MNE 504 MA MAR 508 MZ MOZ 512 OM OMN 516 NA NAM 524 NP NPL 528 NL NLD
540 NC NCL 548 VU VUT 554 NZ NZL 558 NI NIC 562 NE NER 566 NG NGA 578 NO NOR
586 PK PAK 591 PA PAN 598 PG PNG 600 PY PRY 604 PE PER 608 PH PHL 616 PL POL
620 PT PRT 624 GW GNB 626 TL TLS 630 PR PRI 634 QA QAT 642 RO ROU 643 RU RUS
646 RW RWA 682 SA SAU 686 SN SEN 688 RS SRB 694 SL SLE 703 SK SVK 704 VN VNM
705 SI SVN 706 SO SOM 710 ZA ZAF 716 ZW ZWE 724 ES ESP 728 SS SSD 729 SD SDN
732 EH ESH 740 SR SUR 748 SZ SWZ 752 SE SWE 756 CH CHE 760 SY SYR 762 TJ TJK
764 TH THA 768 TG TGO 780 TT TTO 784 AE ARE 788 TN TUN 792 TR TUR 795 TM TKM
800 UG UGA 804 UA UKR 807 MK MKD 818 EG EGY 826 GB GBR 834 TZ TZA 840 US USA
854 BF BFA 858 UY URY 860 UZ UZB 862 VE VEN 887 YE YEM 894 ZM ZMB
""".split()
ISO = {n: (a2, a3) for n, a2, a3 in
       zip(CODES[0::3], CODES[1::3], CODES[2::3])}

NAMES = {  # where the package's name is short or old
    "BA": "Bosnia and Herzegovina", "CD": "DR Congo",
    "CF": "Central African Republic", "CG": "Republic of the Congo",
    "DO": "Dominican Republic", "EH": "Western Sahara", "FK":
    "Falkland Islands", "GQ": "Equatorial Guinea", "MK": "North Macedonia",
    "SB": "Solomon Islands", "SS": "South Sudan", "SZ": "Eswatini",
    "TF": "French Southern and Antarctic Lands", "TR": "Türkiye",
    "US": "United States",
}
JOIN = {"N. Cyprus": "CY", "Somaliland": "SO"}
CRIMEA = (34.2, 45.2)

POSTAL = dict(zip("""
01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
30 31 32 33 34 35 36 37 38 39 40 41 42 44 45 46 47 48 49 50 51 53 54 55 56
""".split(), """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO
MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY
""".split()))

# Katrina, 2005: NOAA's best track. UTC, latitude, longitude, wind in knots,
# pressure in hPa, and what it was: TD, TS, HU, EX; L marks a landfall.
KATRINA = """
08-23T18:00 23.1 -75.1  30 1008 TD
08-24T00:00 23.4 -75.7  30 1007 TD
08-24T06:00 23.8 -76.2  30 1007 TD
08-24T12:00 24.5 -76.5  35 1006 TS
08-24T18:00 25.4 -76.9  40 1003 TS
08-25T00:00 26.0 -77.7  45 1000 TS
08-25T06:00 26.1 -78.4  50  997 TS
08-25T12:00 26.2 -79.0  55  994 TS
08-25T18:00 26.2 -79.6  60  988 TS
08-25T22:30 26.0 -80.1  70  984 HU L
08-26T00:00 25.9 -80.3  70  983 HU
08-26T06:00 25.4 -81.3  65  987 HU
08-26T12:00 25.1 -82.0  75  979 HU
08-26T18:00 24.9 -82.6  85  968 HU
08-27T00:00 24.6 -83.3  90  959 HU
08-27T06:00 24.4 -84.0  95  950 HU
08-27T12:00 24.4 -84.7 100  942 HU
08-27T18:00 24.5 -85.3 100  948 HU
08-28T00:00 24.8 -85.9 100  941 HU
08-28T06:00 25.2 -86.7 125  930 HU
08-28T12:00 25.7 -87.7 145  909 HU
08-28T18:00 26.3 -88.6 150  902 HU
08-29T00:00 27.2 -89.2 140  905 HU
08-29T06:00 28.2 -89.6 125  913 HU
08-29T11:10 29.3 -89.6 110  920 HU L
08-29T12:00 29.5 -89.6 110  923 HU
08-29T14:45 30.2 -89.6 105  928 HU L
08-29T18:00 31.1 -89.6  80  948 HU
08-30T00:00 32.6 -89.1  50  961 TS
08-30T06:00 34.1 -88.6  40  978 TS
08-30T12:00 35.6 -88.0  30  985 TD
08-30T18:00 37.0 -87.0  30  990 TD
08-31T00:00 38.6 -85.3  30  994 EX
08-31T06:00 40.1 -82.9  25  996 EX
"""


def thin(points, tolerance):
    """Douglas-Peucker; a closed line is cut where it is farthest."""
    if tolerance <= 0 or len(points) < 3:
        return points
    if points[0] == points[-1]:
        if len(points) < 5:
            return points
        x, y = points[0]
        far = max(range(len(points)), key=lambda i: (points[i][0] - x) ** 2
                  + (points[i][1] - y) ** 2)
        out = thin(points[:far + 1], tolerance)[:-1] + \
            thin(points[far:], tolerance)
        return out if len(out) >= 4 else points
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        a, b = todo.pop()
        (ax, ay), (bx, by) = points[a], points[b]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        worst, at = tolerance, None
        for i in range(a + 1, b):
            px, py = points[i][0] - ax, points[i][1] - ay
            d = abs(px * dy - py * dx) / length if length else \
                (px * px + py * py) ** 0.5
            if d > worst:
                worst, at = d, i
        if at is not None:
            keep.add(at)
            todo += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def parts(g):
    """The polygons of any geometry, but for the smallest crumbs."""
    if g.GetGeometryName() == "POLYGON":
        return [g.Clone()] if g.Area() > 1e-4 else []
    if "POLYGON" not in g.GetGeometryName() and \
            g.GetGeometryName() != "GEOMETRYCOLLECTION":
        return []
    return [p for i in range(g.GetGeometryCount())
            for p in parts(g.GetGeometryRef(i))]


def polygon_of(rings):
    g = ogr.Geometry(ogr.wkbPolygon)
    for points in rings:
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in points:
            ring.AddPoint_2D(x, y)
        g.AddGeometry(ring)
    return g


def unrolled(points):
    """The ring with longitudes that run on over the antimeridian, and round
    the pole where it goes round it."""
    out = [points[0]]
    for x, y in points[1:]:
        while x - out[-1][0] > 180:
            x -= 360
        while x - out[-1][0] < -180:
            x += 360
        out.append((x, y))
    turn = out[-1][0] - out[0][0]
    if abs(turn) > 180:
        pole = -90.0 if out[0][1] < 0 else 90.0
        # a turn to either side, so that the cut finds ground everywhere
        out = [(x - turn, y) for x, y in out[:-1]] + out[:-1] + \
            [(x + turn, y) for x, y in out]
        out += [(out[-1][0], pole), (out[0][0], pole), out[0]]
    return out


def cut(rings):
    """The polygons of the rings, valid and cut at the antimeridian."""
    rings = [unrolled(r) for r in rings]
    g = polygon_of(rings)
    plain = all(-180 <= x <= 180 for r in rings for x, _ in r)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    valid = g.IsValid()
    gdal.PopErrorHandler()
    if plain and valid:
        return [g]
    if not valid:
        g = g.MakeValid()
    if plain:
        return parts(g)
    out = []
    for west in (-540, -180, 180):
        box = polygon_of([[(west, -90), (west + 360, -90), (west + 360, 90),
                           (west, 90), (west, -90)]])
        for p in parts(g.Intersection(box)):
            ring_list = []
            for i in range(p.GetGeometryCount()):
                ring_list.append([(q[0] - west - 180, q[1]) for q in
                                  p.GetGeometryRef(i).GetPoints()])
            out.append(polygon_of(ring_list))
    return out


def topology(path, name, tolerance):
    """[(id, properties, geometry)] of one object of a TopoJSON file."""
    with open(path, encoding="utf-8") as f:
        doc = json.load(f)
    (kx, ky), (tx, ty) = doc["transform"]["scale"], doc["transform"]["translate"]
    arcs = []
    for arc in doc["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x += dx
            y += dy
            line.append((round(x * kx + tx, 3), round(y * ky + ty, 3)))
        arcs.append(thin(line, tolerance))

    def ring(indices):
        out = []
        for i in indices:
            for p in arcs[i] if i >= 0 else arcs[~i][::-1]:
                if not out or p != out[-1]:
                    out.append(p)
        return out

    rows = []
    for item in doc["objects"][name]["geometries"]:
        many = ogr.Geometry(ogr.wkbMultiPolygon)
        polygons = item["arcs"] if item["type"] == "MultiPolygon" \
            else [item["arcs"]]
        for rings in polygons:
            rings = [r for r in map(ring, rings) if len(r) >= 4]
            for polygon in cut(rings) if rings else ():
                many.AddGeometry(polygon)
        rows.append((item.get("id"), item["properties"], many))
    return rows


def coordinates(g):
    """RFC 7946: outer rings anticlockwise, holes clockwise."""
    out = []
    polygons = [g] if g.GetGeometryName() == "POLYGON" else list(g)
    for polygon in polygons:
        rings = []
        for i in range(polygon.GetGeometryCount()):
            p = [[round(q[0], 3), round(q[1], 3)]
                 for q in polygon.GetGeometryRef(i).GetPoints()]
            turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(p, p[1:]))
            rings.append(p if (turn > 0) == (i == 0) else p[::-1])
        out.append(rings)
    return out


def write(path, features):
    """A feature a line."""
    lines = []
    for properties, kind, where in features:
        lines.append(json.dumps(
            {"type": "Feature", "properties": properties,
             "geometry": {"type": kind, "coordinates": where}},
            ensure_ascii=False, separators=(",", ":")))
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write('{"type":"FeatureCollection","features":[\n'
                + ",\n".join(lines) + "\n]}\n")


def polygons(properties, g):
    """A feature of g, valid in the places written, too."""
    where = coordinates(g)
    for _ in range(3):
        written = ogr.Geometry(ogr.wkbMultiPolygon)
        for rings in where:
            written.AddGeometry(polygon_of(rings))
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        valid = written.IsValid()
        gdal.PopErrorHandler()
        if valid:
            break
        mended = ogr.Geometry(ogr.wkbMultiPolygon)
        for part in parts(written.MakeValid()):
            mended.AddGeometry(part)
        where = coordinates(mended)
    if len(where) == 1:
        return properties, "Polygon", where[0]
    return properties, "MultiPolygon", where


def countries(folder, out):
    lands = {}  # alpha-2 -> [alpha-3, name, geometry]
    joined = []
    for number, properties, g in topology(
            os.path.join(folder, "countries-110m.json"), "countries", 0):
        name = properties["name"]
        if name in JOIN:
            joined.append((JOIN[name], g))
            continue
        a2, a3 = ("XK", "XKX") if name == "Kosovo" else ISO[number]
        lands[a2] = [a3, NAMES.get(a2, name), g]
    for a2, g in joined:
        lands[a2][2] = lands[a2][2].Union(g)
    p = ogr.CreateGeometryFromWkt("POINT(%f %f)" % CRIMEA)
    rest = ogr.Geometry(ogr.wkbMultiPolygon)
    for polygon in lands["RU"][2]:
        if polygon.Contains(p):
            lands["UA"][2] = lands["UA"][2].Union(polygon)
        else:
            rest.AddGeometry(polygon)
    lands["RU"][2] = rest
    assert lands["UA"][2].Contains(p), "Crimea"
    write(out, [polygons({"iso": a2, "iso3": a3, "name": name}, g)
                for a2, (a3, name, g) in sorted(lands.items())])


def states(folder, out):
    rows = [(number, properties["name"], g) for number, properties, g in
            topology(os.path.join(folder, "states-10m.json"), "states", 0.008)
            if number in POSTAL]
    write(out, [polygons({"iso": "US-" + POSTAL[number],
                          "postal": POSTAL[number], "fips": number,
                          "name": name}, g)
                for number, name, g in sorted(rows)])


def katrina(folder):
    track, fixes = [], []
    for line in KATRINA.strip().splitlines():
        when, lat, lon, wind, pressure, kind, *landfall = line.split()
        wind = int(wind)
        category = sum(wind >= least for least in (64, 83, 96, 113, 137)) \
            if kind == "HU" else 0
        where = [float(lon), float(lat)]
        track.append(where)
        fixes.append(({"kind": "fix", "time": f"2005-{when}Z",
                       "wind_kt": wind, "pressure_hpa": int(pressure),
                       "status": kind, "category": category,
                       "landfall": bool(landfall)}, "Point", where))
    write(os.path.join(folder, "katrina.geojson"),
          [({"kind": "track", "name": "Katrina", "season": 2005},
            "LineString", track)] + fixes)
    with open(os.path.join(folder, "katrina.csv"), "w", encoding="utf-8",
              newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["id", "time", "lon", "lat", "wind_kt", "pressure_hpa",
                    "status", "category", "landfall"])
        for i, (p, _, (lon, lat)) in enumerate(fixes, 1):
            w.writerow([f"katrina-{i:02d}", p["time"], lon, lat, p["wind_kt"],
                        p["pressure_hpa"], p["status"], p["category"],
                        "yes" if p["landfall"] else "no"])


def main():
    world, us, folder = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    countries(world, os.path.join(folder, "countries.geojson"))
    states(us, os.path.join(folder, "us-states.geojson"))
    katrina(folder)


if __name__ == "__main__":
    main()
