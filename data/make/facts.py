#!/usr/bin/env python3
# facts.py - makes the gallery's tables and routes from facts that are typed in here.
"""Places, earthquakes and schematic routes for the maps of docs/gallery.

    facts.py OUT-FOLDER

Routes follow the great circle from each waypoint to the next, on a sphere; those that are schematic
are rounded at their waypoints.
"""
import json
import math
import os
import sys

# Towns: the middle of each, to a kilometre.
TOWNS = """\
id,name_en,name_ar,name_hi,lon,lat,rank
gaziantep,Gaziantep,غازي عنتاب,गाज़ियांतेप,37.38,37.07,1
kahramanmaras,Kahramanmaraş,كهرمان مرعش,कहरामनमाराश,36.94,37.58,1
aleppo,Aleppo,حلب,अलेप्पो,37.16,36.20,1
antakya,Antakya,أنطاكية,अंताक्या,36.16,36.20,1
adiyaman,Adıyaman,أديامان,आदियामान,38.28,37.76,2
malatya,Malatya,ملاطية,मालात्या,38.32,38.35,2
adana,Adana,أضنة,अदाना,35.32,37.00,2
diyarbakir,Diyarbakır,ديار بكر,दियारबाकिर,40.23,37.91,2
sanliurfa,Şanlıurfa,شانلي أورفة,शानलीउर्फ़ा,38.79,37.16,2
latakia,Latakia,اللاذقية,लताकिया,35.79,35.52,2
idlib,Idlib,إدلب,इदलिब,36.63,35.93,3
hama,Hama,حماة,हमा,36.75,35.13,3
mersin,Mersin,مرسين,मेर्सिन,34.63,36.81,3
kayseri,Kayseri,قيصري,कायसेरी,35.48,38.73,3
elazig,Elazığ,إلازيغ,एलाज़िग,39.22,38.68,3
homs,Homs,حمص,होम्स,36.72,34.73,3
"""

# US Geological Survey, events us6000jllz and us6000jlqa.
QUAKES = """\
id,magnitude,time,lon,lat
first,7.8,2023-02-06T01:17Z,37.014,37.226
second,7.5,2023-02-06T10:24Z,37.196,38.011
"""

PLACES = """\
id,name,lon,lat,rank,kind
helsinki,Helsinki,24.96,60.32,1,air
tokyo,Tokyo,140.39,35.77,1,air
singapore,Singapore,103.84,1.26,1,sea
rotterdam,Rotterdam,4.14,51.95,1,sea
suez,Suez Canal,32.56,29.95,2,sea
cape,Cape of Good Hope,18.47,-34.36,2,sea
longyearbyen,Longyearbyen,15.63,78.22,1,pole
oslo,Oslo,10.75,59.91,1,pole
hamburg,Hamburg,9.99,53.55,3,elbe
berlin,Berlin,13.40,52.52,3,elbe
prague,Prague,14.42,50.08,3,elbe
"""

# name, kind, status, waypoints: drawn for Cartouche, schematic
HELSINKI, TOKYO = (24.96, 60.32), (140.39, 35.77)
FROM_SINGAPORE = [
    (103.84, 1.26), (103.4, 1.15), (102.6, 1.7), (101.2, 2.7), (99.6, 4.2), (97.6, 5.6), (95.2, 6.1)]
TO_ROTTERDAM = [
    (-9.9, 43.3), (-6.2, 48.4), (-3.0, 49.5), (0.2, 50.3), (1.5, 51.0), (2.8, 51.6), (4.14, 51.95)]
ROUTES = [
    ("before", "air", "great circle", [HELSINKI, TOKYO]),
    ("after", "air", "schematic", [
        HELSINKI, (21.7, 67.6), (16.3, 74.9), (6.2, 82.0), (-56.7, 88.2), (-157.3, 83.1), (-165.8, 75.9),
        (-167.5, 68.5), (-171.2, 61.2), (-177.5, 54.8), (174.1, 49.8), (165.1, 46.0), (156.4, 42.6), (148.1, 39.4), TOKYO]),
    ("suez", "sea", "schematic", FROM_SINGAPORE + [
        (89, 5.9), (80.5, 5.6), (72, 8.0), (58, 12.3), (51.5, 12.4), (46, 11.9), (43.6, 12.3), (42.8, 13.6),
        (40.6, 17.2), (38.3, 20.9), (35.6, 25.3), (33.9, 27.7), (32.9, 29.2), (32.56, 29.95), (32.33, 30.7),
        (32.3, 31.4), (30.5, 32.0), (24, 33.9), (17, 35.2), (12.2, 36.6), (10.9, 37.5), (6, 37.8), (0, 36.6),
        (-5.4, 35.95), (-9.4, 36.7)] + TO_ROTTERDAM),
    ("cape", "sea", "schematic", FROM_SINGAPORE + [
        (88, 3.0), (75, -7.0), (60, -19), (45, -29.5), (34, -34.8), (25, -36.4), (18, -36.6), (13.5, -32),
        (6, -20), (-5, -5), (-14.5, 6), (-19.6, 14), (-19.6, 20), (-16.7, 28), (-12, 36)] + TO_ROTTERDAM),
    ("pole", "distance", "great circle", [(15.63, 78.22), (15.63, 90)]),
    ("oslo", "distance", "great circle", [(15.63, 78.22), (10.75, 59.91)]),
]
STEP = 1.0     # degrees of arc between the points of a route


def vector(at):
    lon, lat = (math.radians(v) for v in at)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def place(v):
    """Longitude and latitude of a vector, which need not have the length 1."""
    x, y, z = v
    return [round(math.degrees(math.atan2(y, x)), 3), round(math.degrees(math.atan2(z, math.hypot(x, y))), 3)]


def rounded(vectors):
    """Corners cut three times, as Chaikin does; the ends stay."""
    for _ in range(3):
        cut = [tuple(f * u + (1 - f) * v for u, v in zip(a, b))
               for a, b in zip(vectors, vectors[1:]) for f in (0.75, 0.25)]
        vectors = [vectors[0]] + cut[1:-1] + [vectors[-1]]
    return [tuple(u / math.hypot(*v) for u in v) for v in vectors]


def great_circle(one, two):
    """Points from one vector, without the other, no more than STEP apart."""
    angle = math.acos(max(-1.0, min(1.0, sum(u * v for u, v in zip(one, two)))))
    steps = max(1, math.ceil(math.degrees(angle) / STEP))
    for i in range(steps):
        s, t = (math.sin(angle * f / steps) / math.sin(angle) for f in (steps - i, i))
        yield place([s * u + t * v for u, v in zip(one, two)])


def route(waypoints, status):
    vectors = [vector(p) for p in waypoints]
    if status == "schematic":
        vectors = rounded(vectors)
    points = [p for a, b in zip(vectors, vectors[1:]) for p in great_circle(a, b)]
    return points + [list(waypoints[-1])]


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    for name, text in (("anatolia-towns", TOWNS), ("quakes", QUAKES), ("places", PLACES)):
        with open(os.path.join(out, name + ".csv"), "w", encoding="utf-8", newline="\n") as f:
            f.write(text)
    rows = ",\n".join(json.dumps({
        "type": "Feature", "properties": {"id": name, "kind": kind, "status": status},
        "geometry": {"type": "LineString", "coordinates": route(waypoints, status)}}) for name, kind, status, waypoints in ROUTES)
    with open(os.path.join(out, "routes.geojson"), "w", encoding="utf-8", newline="\n") as f:
        f.write('{"type": "FeatureCollection", "features": [\n' + rows + "\n]}\n")


if __name__ == "__main__":
    main()
