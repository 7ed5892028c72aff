# lures.py - files, and names of files, that make GDAL or a library below it look on the network.


def lures(folder, host):
    """Their names; the files are written to the folder."""
    url = f"http://{host}/area/2026-01-01.geojson"
    square = '{"type":"Polygon","coordinates":[[[30,45],[31,45],[31,46],[30,45]]]}'
    files = {
        "a.vrt": f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/{url}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
        "pg.vrt": '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>PG:host=127.0.0.1 dbname=a</SrcDataSource>'
                  "</OGRVRTLayer></OGRVRTDataSource>",
        "wfs.vrt": f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>WFS:{url}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
        "link.kml": '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>'
                    f"{url}</href></Link></NetworkLink></Document></kml>",
        "style.kml": '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>a</name><styleUrl>'
                     f"{url}#s</styleUrl><Polygon><outerBoundaryIs><LinearRing><coordinates>30,45 31,45 31,46 30,45"
                     "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>",
        "wfs.xml": f"<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>",
        "wms.xml": f"<GDAL_WMS><Service name='WMS'><ServerUrl>{url}</ServerUrl></Service></GDAL_WMS>",
        "entity.gml": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{url}">]><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" '
                      'xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                      f'xsi:schemaLocation="http://ogr.maptools.org/ {url}"><gml:featureMember><ogr:a><ogr:name>&x;</ogr:name>'
                      f'<ogr:p xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></ogr:a></gml:featureMember>'
                      "</ogr:FeatureCollection>",
        "url.geojson": '{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"URL","type":"proj4"}},'
                       '"features":[{"type":"Feature","properties":{"name":"URL","href":"URL"},"geometry":SQUARE}]}'
                       .replace("URL", url).replace("SQUARE", square),
        "links.json": f'{{"type":"FeatureCollection","links":[{{"rel":"next","href":"{url}"}}],"features":[{{"type":"Feature",'
                      f'"properties":{{}},"geometry":{square}}}]}}',
        "esri.json": f'{{"esriFeatures":1,"url":"{url}","exceededTransferLimit":true,"geometryType":"esriGeometryPoint",'
                     '"features":[{"attributes":{},"geometry":{"x":30,"y":45}}]}',
        "a.csv": f"lon,lat,name\n30,45,{url}\n",
        "a.json": f'"{url}"', "b.json": url + "\n", "a.gpx": f'<gpx version="1.1"><wpt lat="45" lon="30"><link href="{url}"/></wpt></gpx>',
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    return [*files, url, f"/vsicurl/{url}", f"WFS:{url}", "PG:host=127.0.0.1", "MYSQL:a,host=127.0.0.1", "CouchDB:" + url,
            "OAPIF:" + url, "AMIGOCLOUD:a", "CARTO:a", "ES:" + url, square, '{"type":"Topology"}', f"GeoJSON:{url}",
            f"/vsizip//vsicurl/{url}", "<OGRVRTDataSource/>", f"OGRWFS:{url}", "PLSCENES:a", f"GMLAS:{url}", "NGW:" + url]
