#!/usr/bin/env python3
# check_borders.py - checks that the sample's borders meet.
"""Checks that the sample's borders meet: data/donbas and data/world.

No gap and no overlap between Ukraine's regions, nor between them and the
neighbours; every vertex of the land border shared; one Crimea, Ukraine's.
Exits 0, 1 on a failure, 77 where it could not check (no osgeo).
"""
import csv
import os
import sys

try:
    from osgeo import gdal, ogr
except ImportError:
    print("check_borders: no osgeo, skipped")
    sys.exit(77)

gdal.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "data")
NEIGHBOURS = ("BY", "HU", "MD", "PL", "RO", "RU", "SK")
CRIMEA = {"Simferopol": (34.10, 44.95), "Sevastopol": (33.53, 44.60),
          "Kerch": (36.45, 45.34)}

passed = failed = 0


def check(what, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAIL", what)


def read(name):
    source = ogr.Open(os.path.join(DATA, name))
    return [(f.items(), f.GetGeometryRef().Clone())
            for f in source.GetLayer(0)]


def edges(g):
    out = set()
    if g.GetGeometryName() == "LINEARRING":
        p = [q[:2] for q in g.GetPoints()]
        out.update((min(a, b), max(a, b)) for a, b in zip(p, p[1:]))
    for i in range(g.GetGeometryCount()):
        out |= edges(g.GetGeometryRef(i))
    return out


def area(g):
    return g.Area() if "POLYGON" in g.GetGeometryName() else 0.0


def point(where):
    return ogr.CreateGeometryFromWkt("POINT(%f %f)" % where)


def main():
    oblasts = read("donbas/oblasts.shp")
    countries = read("donbas/countries.shp")
    ukraine = read("donbas/ukraine.shp")[0][1]

    check("27 regions", len(oblasts) == 27)
    check("their codes are apart", len({a["iso"] for a, _ in oblasts}) == 27)
    for a, g in oblasts + countries:
        check(a["name_en"] + " is valid", g.IsValid())
        check(a["name_en"] + " has both names", a["name_en"] and a["name_uk"])
    count = {}
    for a, g in oblasts:
        for e in edges(g):
            count[e] = count.get(e, 0) + 1
    check("no border has three sides", max(count.values()) == 2)
    outer = {e for e, n in count.items() if n == 1}
    check("ukraine.shp is the outline of the regions",
          edges(ukraine) == outer)
    check("no region overlaps another", abs(
        sum(g.Area() for _, g in oblasts) - ukraine.Area()) < 1e-9)
    check("ukraine.shp has no hole", all(
        p.GetGeometryCount() == 1 for p in ukraine))

    everything = ukraine
    for a, g in countries:
        check(a["name_en"] + " does not overlap Ukraine",
              not g.Intersects(ukraine) or area(g.Intersection(ukraine)) == 0)
        shared = len(edges(g) & outer)
        check(f"{a['name_en']} shares {shared} edges with Ukraine",
              (shared > 20) == (a["iso"] in NEIGHBOURS))
        for name, where in CRIMEA.items():
            check(f"{name} is not in {a['name_en']}",
                  not g.Contains(point(where)))
        everything = everything.Union(g)
    for polygon in everything:
        for i in range(1, polygon.GetGeometryCount()):
            check("a gap at %.2f %.2f" %
                  polygon.GetGeometryRef(i).GetPoint_2D(0), False)
    for name, where in CRIMEA.items():
        check(f"{name} is in Ukraine", ukraine.Contains(point(where)))

    towns = {"UA": ukraine}
    towns.update((a["iso"], g) for a, g in countries)
    with open(os.path.join(DATA, "donbas", "places.csv"),
              encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    check("the towns' ids are apart", len({r["id"] for r in rows}) == len(rows))
    for r in rows:
        p = point((float(r["lon"]), float(r["lat"])))
        check(r["id"] + " is in its country",
              towns[r["country"]].Distance(p) < 0.01)

    for name in ("world/countries.geojson", "world/us-states.geojson"):
        rows = read(name)
        check(name + " has its codes apart",
              len({a["iso"] for a, _ in rows}) == len(rows))
        for a, g in rows:
            check(f"{name} {a['name']} is valid", g.IsValid())
            if "world/c" in name:
                holds = g.Contains(point(CRIMEA["Simferopol"]))
                check(f"{a['name']} and Crimea", holds == (a["iso"] == "UA"))

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
