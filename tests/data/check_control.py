#!/usr/bin/env python3
# check_control.py - checks the lines of control: form, sides, areas.
"""Checks the lines of control of data/donbas/control.

    check_control.py [TRACKER-FOLDER]

Form, direction and towns' sides are checked for every date; the area of the
occupied part of Donetsk and Luhansk oblasts is compared, where the folder is
there, to a tracker's polygons (deepstatemap_data_YYYYMMDD.geojson). Exits 0,
1 on a failure, 77 where it could not check (no osgeo, no such folder).
"""
import csv
import json
import os
import sys

try:
    from osgeo import gdal, ogr, osr
except ImportError:
    print("check_control: no osgeo, skipped")
    sys.exit(77)

gdal.UseExceptions()

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "data", "donbas")
CONTROL = os.path.join(DATA, "control")

ALWAYS = "donetsk luhansk horlivka makiivka debaltseve alchevsk yenakiieve " \
    "khartsyzk yasynuvata dokuchaievsk khrustalnyi kadiivka"
NEVER = "kramatorsk sloviansk druzhkivka kostiantynivka dobropillia dnipro " \
    "kharkiv zaporizhzhia pavlohrad orikhiv mezhova barvinkove"
SOUTH = " mariupol volnovakha melitopol berdiansk tokmak polohy enerhodar " \
    "henichesk nova-kakhovka starobilsk popasna sievierodonetsk lysychansk " \
    "rubizhne kreminna svatove simferopol"
# date: towns on the occupied side, towns on the other
TOWNS = {
    "2022-02-23": (ALWAYS, NEVER + " mariupol bakhmut sievierodonetsk "
                   "lysychansk avdiivka popasna toretsk marinka volnovakha "
                   "shchastia stanytsia-luhanska svatove starobilsk"),
    "2022-07-04": (ALWAYS + SOUTH + " kherson izium kupiansk balakliia lyman "
                   "sviatohirsk shchastia",
                   NEVER + " bakhmut soledar siversk avdiivka toretsk "
                   "chasiv-yar vuhledar huliaipole chuhuiv mykolaiv "
                   "velyka-novosilka"),
    "2022-09-12": (ALWAYS + SOUTH + " kherson lyman borova",
                   NEVER + " izium balakliia bakhmut soledar siversk avdiivka "
                   "toretsk vuhledar huliaipole mykolaiv sviatohirsk "
                   "vovchansk"),
    "2022-11-12": (ALWAYS + SOUTH,
                   NEVER + " kherson lyman kupiansk izium borova bakhmut "
                   "soledar avdiivka toretsk vuhledar huliaipole"),
    "2023-05-20": (ALWAYS + SOUTH + " bakhmut soledar",
                   NEVER + " kherson lyman kupiansk avdiivka toretsk "
                   "chasiv-yar vuhledar huliaipole siversk borova"),
    "2024-02-17": (ALWAYS + SOUTH + " bakhmut soledar avdiivka marinka",
                   NEVER + " kherson lyman kupiansk toretsk chasiv-yar "
                   "vuhledar huliaipole siversk kurakhove selydove pokrovsk"),
    "2024-12-31": (ALWAYS + SOUTH + " bakhmut soledar avdiivka marinka "
                   "vuhledar selydove kurakhove",
                   NEVER + " kherson lyman kupiansk pokrovsk myrnohrad "
                   "velyka-novosilka huliaipole siversk borova"),
    "2025-06-30": (ALWAYS + SOUTH + " bakhmut soledar avdiivka marinka "
                   "vuhledar selydove kurakhove velyka-novosilka toretsk",
                   NEVER + " kherson lyman kupiansk pokrovsk myrnohrad "
                   "huliaipole siversk borova"),
    "2026-01-27": (ALWAYS + SOUTH + " bakhmut soledar avdiivka marinka "
                   "vuhledar selydove kurakhove velyka-novosilka toretsk "
                   "siversk chasiv-yar pokrovsk myrnohrad huliaipole",
                   NEVER + " kherson lyman kupiansk borova"),
}
# date: the tracker's days to compare to, and how far the occupied share may
# differ (percentage points) and the symmetric difference reach (per cent of
# the two oblasts)
TRACKER = {
    "2024-12-31": (("20241201", "20250201"), 2.5, 5.0),
    "2025-06-30": (("20250701",), 1.0, 3.0),
    "2026-01-27": (("20260127",), 1.0, 3.0),
}
# what is known of the share of the two oblasts, per cent
SHARE = {"2022-02-23": (30.0, 35.0)}

passed = failed = 0


def check(what, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAIL", what)


def read(path):
    source = ogr.Open(path)
    return [(f.items(), f.GetGeometryRef().Clone())
            for f in source.GetLayer(0)]


def line_of(path, kind):
    with open(path, encoding="utf-8") as f:
        doc = json.load(f)
    for feature in doc["features"]:
        if feature["properties"]["kind"] == kind:
            return feature
    return None


def polyline(points):
    g = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        g.AddPoint_2D(x, y)
    return g


def occupied_side(date, points):
    """The left of the line, closed far away: by Russia and the seas."""
    (x0, y0), (x1, _) = points[0], points[-1]
    far = [(x1, 43.0), (46.0, 43.0)]
    far += [(46.0, y0)] if date == "2022-02-23" else [(46.0, 52.0), (x0, 52.0)]
    corners = points + far + points[:1]
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in corners:
        ring.AddPoint_2D(x, y)
    g = ogr.Geometry(ogr.wkbPolygon)
    g.AddGeometry(ring)
    turn = sum(ax * by - bx * ay
               for (ax, ay), (bx, by) in zip(corners, corners[1:]))
    return g, turn > 0


def kilometres():
    """A transformation to an equal-area projection of the region."""
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    laea = osr.SpatialReference()
    laea.ImportFromProj4("+proj=laea +lat_0=48.3 +lon_0=38 +ellps=WGS84 "
                         "+units=m")
    return osr.CoordinateTransformation(wgs84, laea)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else ""
    oblasts = read(os.path.join(DATA, "oblasts.shp"))
    ukraine = read(os.path.join(DATA, "ukraine.shp"))[0][1]
    russia = next(g for a, g in read(os.path.join(DATA, "countries.shp"))
                  if a["iso"] == "RU")
    two = None
    for a, g in oblasts:
        if a["iso"] in ("UA-14", "UA-09"):
            two = g if two is None else two.Union(g)
    with open(os.path.join(DATA, "places.csv"), encoding="utf-8") as f:
        places = {r["id"]: (float(r["lon"]), float(r["lat"]))
                  for r in csv.DictReader(f)}
    to_km = kilometres()

    def area(g):
        g = g.Clone()
        g.Transform(to_km)
        return g.Area() / 1e6

    total = area(two)
    check("a file for each date", sorted(os.listdir(CONTROL)) ==
          sorted(d + ".geojson" for d in TOWNS))
    vertices = {}
    before = None
    for date in sorted(TOWNS):
        path = os.path.join(CONTROL, date + ".geojson")
        feature = line_of(path, "front")
        points = [tuple(p) for p in feature["geometry"]["coordinates"]]
        properties = feature["properties"]
        check(date + " properties", properties["date"] == date and
              properties["status"] == "schematic" and properties["note"])
        check(f"{date} has {len(points)} vertices", 40 <= len(points) <= 150)
        line = polyline(points)
        check(date + " does not cross itself", line.IsSimple())
        check(date + " repeats no vertex", len(set(points)) == len(points))
        for name, (x, y), land in (("start", points[0], russia),
                                   ("end", points[-1], None)):
            p = ogr.CreateGeometryFromWkt(f"POINT({x} {y})")
            out = p.Distance(ukraine)
            check(f"{date} {name} is {out:.3f} degrees out of Ukraine",
                  0.005 < out < 0.25)
            check(f"{date} {name} is in the right country or sea",
                  land.Contains(p) if land else not russia.Contains(p))
        side, left = occupied_side(date, points)
        check(date + " has the occupied side on its left", left)
        check(date + " closes to a valid side", side.IsValid())
        for wanted, names in zip((True, False), TOWNS[date]):
            for name in names.split():
                if date == "2022-02-23" and name == "simferopol":
                    continue
                p = ogr.CreateGeometryFromWkt("POINT(%f %f)" % places[name])
                check(f"{date} {name} occupied: {wanted}",
                      side.Contains(p) == wanted)
        held = side.Intersection(two)
        share = 100 * area(held) / total
        text = f"{date}  {len(points):3d} vertices  occupied " \
            f"{area(held):7.0f} km2 = {share:5.2f} % of the two oblasts"
        if before is not None:
            new = set(points) - vertices
            text += f"  +{area(held.Difference(before)):.0f}" \
                f" -{area(before.Difference(held)):.0f} km2"
        print(text)
        before = held
        vertices = set(points)
        if date in SHARE:
            low, high = SHARE[date]
            check(f"{date} share {share:.1f} %", low <= share <= high)
        if not os.path.isdir(folder):
            continue
        for day in TRACKER.get(date, ((),))[0]:
            theirs = None
            for _, g in read(os.path.join(
                    folder, f"deepstatemap_data_{day}.geojson")):
                g.FlattenTo2D()
                g = g.MakeValid()
                theirs = g if theirs is None else theirs.Union(g)
            theirs = theirs.Intersection(two)
            points_apart = share - 100 * area(theirs) / total
            apart = 100 * area(held.SymmetricDifference(theirs)) / total
            print(f"            tracker {day}: {area(theirs):.0f} km2, share "
                  f"{points_apart:+.2f} points, symmetric difference "
                  f"{apart:.2f} %")
            _, most_points, most_apart = TRACKER[date]
            check(f"{date} share against {day}",
                  abs(points_apart) <= most_points)
            check(f"{date} difference from {day}", apart <= most_apart)

    crimea = line_of(os.path.join(CONTROL, "2022-02-23.geojson"), "crimea")
    points = [tuple(p) for p in crimea["geometry"]["coordinates"]]
    line = polyline(points)
    check("the line of Crimea does not cross itself", line.IsSimple())
    check("the line of Crimea runs west", points[0][0] > points[-1][0])
    for p in points[1:-1]:
        g = ogr.CreateGeometryFromWkt("POINT(%.5f %.5f)" % p)
        if not all(o.Boundary().Distance(g) < 1e-9 for a, o in oblasts
                   if a["iso"] in ("UA-43", "UA-65")):
            check(f"the line of Crimea is the oblasts' border at {p}", False)

    print(f"{passed} passed, {failed} failed")
    if failed:
        return 1
    if not os.path.isdir(folder):
        print("check_control: no tracker's folder, comparison skipped")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
