/* ogr.c - any format that GDAL reads: open, choose a layer, read its features. */
#include "source.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Formats that are files on this machine and nothing else: no VRT, no web service. */
static const char *const drivers[] = { "GeoJSON",     "GeoJSONSeq",   "ESRIJSON",   "TopoJSON",
                                       "GPKG",        "FlatGeobuf",   "KML",        "LIBKML",
                                       "GML",         "CSV",          "GPX",        "GeoRSS",
                                       "DXF",         "MapInfo File", "JSONFG",     "SQLite",
                                       "OpenFileGDB", "S57",          "Geoconcept", NULL };
static const char *const zip_drivers[] = {
    "ESRI Shapefile", "GeoJSON", "TopoJSON",     "GPKG", "CSV", "FlatGeobuf", "KML",
    "LIBKML",         "GML",     "MapInfo File", "GPX",  NULL
};
static const char *const sequence_drivers[] = { "GeoJSONSeq", NULL };
static const char *const database_drivers[] = { "PostgreSQL", NULL };
static const char *const vrt_drivers[] = { "OGR_VRT", NULL }; /* and what those name */

enum { MESSAGES = 8 };

typedef struct {
    const char *path;
    ct_arena *arena, *scratch;
    const ct_read_options *options;
    ct_facts *facts;
    ct_report *report;
    ct_place place;
    const char *messages[MESSAGES]; /* GDAL's, each once */
    bool grave[MESSAGES];
    size_t message_count;
    GDALDatasetH dataset;
    OGRLayerH layer;
    const char **names; /* of files that it reads besides its own */
    size_t named;
    GDALDriverH *away; /* drivers that are not there meanwhile */
    size_t away_count;
    bool json;     /* text that was found to be JSON throughout */
    bool sequence; /* several JSON values one after another */
} reading;

/* ---- GDAL as a whole --------------------------------------------------------------------------
 */

static CPLHTTPResult *no_network(const char *url, CSLConstList options, GDALProgressFunc progress,
                                 void *progress_arg, CPLHTTPFetchWriteFunc write, void *write_arg,
                                 void *user) {
    (void)options, (void)progress, (void)progress_arg, (void)write, (void)write_arg, (void)user;
    CPLError(CE_Warning, CPLE_AppDefined, "not fetched: %s", url);
    CPLHTTPResult *result = CPLCalloc(1, sizeof *result);
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup("the network is not used");
    return result;
}

static void start(void) {
    static const char *const settings[][2] = {
        { "GDAL_DRIVER_PATH", "disable" },   /* plug-ins take longer to load than all the rest */
        { "OGR_ORGANIZE_POLYGONS", "SKIP" }, /* quadratic; rings are nested in raw.c */
        { "OGR_CT_USE_SRS_COORDINATE_EPOCH", "NO" },
        { "GDAL_DISABLE_READDIR_ON_OPEN", "TRUE" },
        { "GML_SKIP_RESOLVE_ELEMS", "ALL" },
        { "LIBKML_RESOLVE_STYLE", "NO" },
        { "CPL_VSIL_CURL_ALLOWED_FILENAME",
          "none" }, /* of /vsicurl/ and its kin: what a file names */
    };
    for (size_t i = 0; i < CT_COUNT(settings); i++)
        CPLSetConfigOption(settings[i][0], settings[i][1]);
    GDALAllRegister();
}

void ct_ogr_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
}

static void CPL_STDCALL collect(CPLErr severity, CPLErrorNum number, const char *text) {
    reading *r = CPLGetErrorHandlerUserData();
    (void)number;
    if ((severity != CE_Warning && severity != CE_Failure) || r->message_count == MESSAGES) return;
    for (size_t i = 0; i < r->message_count; i++)
        if (ct_streq(r->messages[i], text)) return;
    r->grave[r->message_count] = severity == CE_Failure;
    r->messages[r->message_count++] = ct_strdup(r->scratch, text);
}

/* GDAL's messages as findings. A failure means that something is missing: an error, save in JSON,
 * which was checked already: there it is one bad feature, and that is counted. */
static bool tell_messages(reading *r) {
    bool ok = true;
    for (size_t i = 0; i < r->message_count; i++) {
        bool error = r->grave[i] && !r->json && !r->options->facts;
        if (strncmp(r->messages[i], "Non closed ring", 15) == 0)
            r->messages[i] = "a ring is not closed; it was closed";
        if (error)
            ok = ct_fail(r->report, CARTOUCHE_BAD_DATA, r->place, "reading failed: %s",
                         r->messages[i]);
        else
            ct_warn(r->report, r->place, "%s", r->messages[i]);
    }
    r->message_count = 0;
    return ok;
}

/* ---- opening ----------------------------------------------------------------------------------
 */

static bool ends_in(const char *path, const char *list) {
    char wanted[24];
    snprintf(wanted, sizeof wanted, " %.20s ", ct_path_ending(path));
    return ct_path_ending(path)[0] && strcasestr(list, wanted);
}

/* A file that says it is JSON, or looks so, must be so to its end: GDAL takes cut ones silently. */
static bool check_json(reading *r) {
    const uint8_t *data;
    size_t size, at = 0;
    if (!ct_file_map(r->path, r->place, &data, &size, r->report)) return false;
    while (at < size && at < 64 && strchr(" \t\r\n\x1E\xEF\xBB\xBF", data[at]) && data[at])
        at++;
    bool braces = at < size && (data[at] == '{' || data[at] == '[');
    bool named = ends_in(r->path, " json geojson topojson geojsonl geojsons ndjson ");
    bool sequence = ends_in(r->path, " geojsonl geojsons ndjson ") || (size && data[0] == 0x1E);
    bool ok = true;
    if (named || (braces && !ends_in(r->path, " csv tsv txt "))) {
        const char *what;
        int line, column;
        ok = ct_json_check((const char *)data, size, sequence, &line, &column, &what);
        if (!ok && !sequence && column == 1 && line > 1)
            ok = r->sequence = ct_json_check((const char *)data, size, true, &line, &column, &what);
        if (!ok)
            ct_fail(r->report, CARTOUCHE_BAD_DATA, (ct_place){ r->path, line, column },
                    "not JSON: %s", what);
        r->json = ok && !sequence && !r->sequence;
    }
    ct_file_unmap(data, size);
    return ok;
}

static const char *const archive_endings =
    " shp geojson json topojson gpkg fgb kml gml csv gpx tab mif ";

/* The one data file in a zip, as GDAL's virtual path. */
static const char *inside_zip(reading *r) {
    const char *root = ct_printf(r->scratch, "/vsizip/{%s}", r->path);
    char **names = VSIReadDirRecursive(root);
    const char *found = NULL, *list = "";
    size_t count = 0;
    for (char **name = names; name && *name; name++) {
        if (!ends_in(*name, archive_endings) || strstr(*name, "__MACOSX")) continue;
        const char *stem = ct_path_stem(r->scratch, *name);
        if (r->options->layer && strcasecmp(stem, r->options->layer) != 0 &&
            strcasecmp(*name, r->options->layer) != 0)
            continue;
        found = ct_printf(r->scratch, "%s/%s", root, *name);
        list = ct_printf(r->scratch, "%s%s%s", list, count++ ? ", " : "", *name);
    }
    CSLDestroy(names);
    if (count == 1) return found;
    if (!count) {
        ct_fail(r->report, CARTOUCHE_BAD_DATA, r->place, "the archive holds no file of geodata");
    } else {
        ct_fail(r->report, CARTOUCHE_BAD_SPEC, r->options->place, "'%s' holds %zu files of geodata",
                ct_path_name(r->path), count);
        ct_hint(r->report, "name one: layer: … (%s)", list);
    }
    return NULL;
}

static char **open_options(const char *path) {
    char **options = NULL;
    if (ends_in(path, " csv tsv psv txt ")) {
        options = CSLSetNameValue(options, "AUTODETECT_TYPE", "YES");
        options = CSLSetNameValue(options, "AUTODETECT_SIZE_LIMIT", "0");
        options = CSLSetNameValue(options, "KEEP_GEOM_COLUMNS", "NO");
        options = CSLSetNameValue(options, "EMPTY_STRING_AS_NULL", "YES");
    }
    if (ends_in(path, " gml xml ")) {
        options = CSLSetNameValue(options, "WRITE_GFS", "NO");
        options = CSLSetNameValue(options, "DOWNLOAD_SCHEMA", "NO");
    }
    return options;
}

static bool refuse_vrt(const reading *r) {
    ct_fail(r->report, r->options->facts ? CARTOUCHE_BAD_DATA : CARTOUCHE_BAD_SPEC,
            r->options->place, "a VRT reads other files, which %s",
            r->options->facts ? "inspect does not" : "the map does not allow");
    ct_hint(r->report, "name those files themselves, or add 'allow: [vrt]' to the map");
    return false;
}

/* What might have been meant. */
static void hint_at_format(const reading *r) {
    const char *shp = ends_in(r->path, " dbf shx prj cpg sbn sbx qix ")
                          ? ct_file_side(r->scratch, r->path, "shp")
                          : NULL;
    if (shp)
        ct_hint(r->report, "it goes with '%s': name that", shp);
    else if (r->json)
        ct_hint(r->report, "GeoJSON has a \"type\" such as \"FeatureCollection\"");
    else
        ct_hint(r->report, "shapefile, GeoJSON, GeoPackage, FlatGeobuf, KML, GML, CSV, GPX, DXF …");
}

static bool is_named(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

/* What a VRT names is opened by any driver there is: those that know databases and services go,
 * until ct_ogr_read has read it. */
static void keep_file_drivers(reading *r) {
    static const char *const more[] = { "ESRI Shapefile", "OGR_VRT", "Memory", NULL };
    r->away = CT_ARRAY(r->scratch, (size_t)GDALGetDriverCount(), GDALDriverH);
    for (int i = GDALGetDriverCount(); i-- > 0;) {
        GDALDriverH driver = GDALGetDriver(i);
        const char *name = GDALGetDriverShortName(driver);
        if (is_named(drivers, name) || is_named(more, name)) continue;
        GDALDeregisterDriver(driver);
        r->away[r->away_count++] = driver;
    }
}

static bool open_dataset(reading *r) {
    const char *name = r->path;
    const char *const *allowed = drivers;
    if (strncasecmp(r->path, "PG:", 3) == 0) {
        allowed = database_drivers;
    } else if (ends_in(r->path, " zip ")) {
        allowed = zip_drivers;
        if (!(name = inside_zip(r))) return false;
    } else if (ends_in(r->path, " vrt ")) {
        allowed = vrt_drivers;
        if (!r->options->vrt) return refuse_vrt(r);
        keep_file_drivers(r);
    } else if (!ends_in(r->path, " gdb ") && !check_json(r)) {
        return false;
    }
    if (r->sequence) allowed = sequence_drivers;
    char **options = open_options(name);
    r->dataset = GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                            allowed, (const char *const *)options, NULL);
    CSLDestroy(options);
    if (r->dataset) {
        r->facts->format =
            ct_strdup(r->arena, GDALGetDriverShortName(GDALGetDatasetDriver(r->dataset)));
        return true;
    }
    const char *why = NULL;
    for (size_t i = 0; i < r->message_count; i++)
        if (r->grave[i]) why = r->messages[i];
    if (why && strstr(why, "not recognized")) why = NULL;
    ct_fail(r->report, CARTOUCHE_BAD_DATA, r->place, "%s%s",
            r->json ? "this is JSON, but no geodata" : "this is in no format that can be read",
            why ? ct_printf(r->scratch, " (%s)", why) : "");
    hint_at_format(r);
    return false;
}

/* ---- layers -----------------------------------------------------------------------------------
 */

static void list_layers(reading *r) {
    int count = GDALDatasetGetLayerCount(r->dataset);
    r->facts->layers = CT_ARRAY(r->arena, (size_t)count, ct_layer_facts);
    for (int i = 0; i < count; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(r->dataset, i);
        if (!layer) continue;
        GIntBig features = OGR_L_GetFeatureCount(layer, 1);
        bool bad = false;
        r->facts->layers[r->facts->layer_count++] = (ct_layer_facts){
            ct_text_mend(r->arena, OGR_L_GetName(layer), &bad),
            ct_strdup(r->arena, OGRGeometryTypeToName(OGR_L_GetGeomType(layer))),
            features > 0 ? (size_t)features : 0,
        };
    }
}

static const char *joined(reading *r, const char *const *names, size_t count) {
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = ct_printf(r->scratch, "%s%s%s", list, i ? ", " : "", names[i]);
    return list;
}

static bool named_layer(reading *r, const char *wanted) {
    r->layer = GDALDatasetGetLayerByName(r->dataset, wanted);
    if (r->layer) return true;
    size_t count = r->facts->layer_count;
    const char **names = CT_ARRAY(r->scratch, count, const char *);
    for (size_t i = 0; i < count; i++)
        names[i] = r->facts->layers[i].name;
    const char *nearest = ct_nearest(wanted, names, count);
    ct_fail(r->report, CARTOUCHE_BAD_SPEC, r->options->place, "there is no layer '%s' in '%s'",
            wanted, ct_path_name(r->path));
    if (nearest)
        ct_hint(r->report, "did you mean '%s'?", nearest);
    else
        ct_hint(r->report, "there are: %s", joined(r, names, count));
    return false;
}

static bool choose_layer(reading *r) {
    list_layers(r);
    const ct_facts *facts = r->facts;
    bool zip = ends_in(r->path, " zip ");
    if (r->options->layer && !zip) return named_layer(r, r->options->layer);
    size_t filled = 0, chosen = 0;
    for (size_t i = facts->layer_count; i-- > 0;)
        if (facts->layers[i].features) filled++, chosen = i;
    if (!facts->layer_count)
        return ct_fail(r->report, CARTOUCHE_BAD_DATA, r->place, "there are no layers");
    if (filled > 1) {
        const char **names = CT_ARRAY(r->scratch, facts->layer_count, const char *);
        if (r->options->facts)
            ct_warn(r->report, r->place,
                    "there are %zu layers; described is the first with features",
                    facts->layer_count);
        else
            ct_fail(r->report, CARTOUCHE_BAD_SPEC, r->options->place,
                    "'%s' has %zu layers with features: name one", ct_path_name(r->path), filled);
        size_t kept = 0;
        for (size_t i = 0; i < facts->layer_count; i++)
            if (facts->layers[i].features) names[kept++] = facts->layers[i].name;
        ct_hint(r->report, "layer: … (%s)", joined(r, names, kept));
        if (!r->options->facts) return false;
    }
    r->layer = GDALDatasetGetLayer(r->dataset, (int)chosen);
    return r->layer != NULL;
}

/* ---- CRS --------------------------------------------------------------------------------------
 */

static bool is_wgs84(OGRSpatialReferenceH srs) {
    if (!OSRIsGeographic(srs)) return false;
    const char *name = OSRGetAuthorityName(srs, NULL), *code = OSRGetAuthorityCode(srs, NULL);
    if (!name || !code) return false;
    return (ct_streq(name, "EPSG") && (ct_streq(code, "4326") || ct_streq(code, "4979"))) ||
           (ct_streq(name, "OGC") && ct_streq(code, "CRS84"));
}

static void find_crs(reading *r, ct_settling *how) {
    static const char *const lonlat[] = { "GeoJSON", "GeoJSONSeq", "TopoJSON", "KML",
                                          "LIBKML",  "GPX",        "GeoRSS",   "CSV" };
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(r->layer);
    const char *name = srs ? OSRGetName(srs) : NULL;
    if (name && strncasecmp(name, "Undefined", 9) == 0) srs = NULL; /* GeoPackage's -1 and 0 */
    if (srs) {
        const char *label = OSRGetName(srs), *code = OSRGetAuthorityCode(srs, NULL);
        const char *authority = OSRGetAuthorityName(srs, NULL);
        r->facts->crs = code && authority
                            ? ct_printf(r->arena, "%s (%s:%s)", label, authority, code)
                            : ct_strdup(r->arena, label);
    }
    if (r->options->crs) {
        how->crs = r->options->crs;
        return;
    }
    if (!srs) {
        for (size_t i = 0; i < CT_COUNT(lonlat); i++)
            if (ct_streq(r->facts->format, lonlat[i])) how->lonlat = true;
        return;
    }
    how->lonlat = is_wgs84(srs);
    char *wkt = NULL;
    static const char *const as[] = { "FORMAT=WKT2_2019", NULL };
    if (!how->lonlat && OSRExportToWktEx(srs, &wkt, as) == OGRERR_NONE)
        how->crs = ct_strdup(r->arena, wkt);
    CPLFree(wkt);
}

/* ---- features ---------------------------------------------------------------------------------
 */

static bool read_features(reading *r, ct_raw *raw, ct_ogr_fields *fields) {
    OGRFeatureH feature;
    OGR_L_ResetReading(r->layer);
    while ((feature = OGR_L_GetNextFeature(r->layer))) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        ct_ogr_fields_add(fields, feature);
        r->facts->features++;
        if (!ct_ogr_fields_point(fields, raw)) {
            bool mixed = false;
            ct_kind kind = geometry ? ct_ogr_shape_add(raw, geometry, &mixed) : CT_NULL;
            r->facts->mixed += mixed;
            r->facts->without_geometry += kind == CT_NULL;
            ct_raw_end_row(raw, kind);
        }
        OGR_F_Destroy(feature);
        if (!ct_limit_holds(CT_LIMIT_FEATURES, (double)raw->rows, r->place, r->report) ||
            !ct_limit_holds(CT_LIMIT_VERTICES, (double)raw->points, r->place, r->report))
            return false;
    }
    if (r->facts->mixed)
        ct_warn(
            r->report, r->place,
            "%zu features are collections of several kinds; only their areas (or else lines) are "
            "taken",
            r->facts->mixed);
    return tell_messages(r);
}

static bool read_layer(reading *r, const ct_table **table) {
    ct_raw raw = { .arena = r->scratch };
    ct_settling how = { .order = CT_RINGS_OUTER_CCW,
                        .place = r->place,
                        .facts = r->facts,
                        .lenient = r->options->facts != NULL,
                        .mending = r->options->mending };
    bool csv = ct_streq(r->facts->format, "CSV");
    bool no_shapes = csv && OGR_L_GetGeomType(r->layer) == wkbNone;
    bool bad = false;
    r->facts->layer = ct_text_mend(r->arena, OGR_L_GetName(r->layer), &bad);
    find_crs(r, &how);
    ct_ogr_fields *fields = ct_ogr_fields_open(r->arena, r->scratch, r->layer, r->options,
                                               no_shapes, csv, r->facts, r->report);
    if (!fields) return false;
    bool ok = read_features(r, &raw, fields);
    size_t column_count;
    ct_column *columns = ct_ogr_fields_close(fields, &column_count);
    if (!ok) return false;
    ct_shape *shapes = CT_ARRAY(r->scratch, raw.rows, ct_shape);
    return ct_raw_settle(r->arena, &raw, &how, shapes, r->report) &&
           ct_raw_table(r->arena, r->path, shapes, raw.rows, columns, column_count, r->options,
                        r->facts, table, r->report);
}

/* The files that a VRT reads. */
static void list_names(reading *r) {
    char **names = GDALGetFileList(r->dataset);
    r->named = (size_t)CSLCount((CSLConstList)names);
    r->names = CT_ARRAY(r->scratch, r->named, const char *);
    for (size_t i = 0; i < r->named; i++)
        r->names[i] = ct_strdup(r->scratch, names[i]);
    CSLDestroy(names);
}

bool ct_ogr_read(ct_arena *arena, const char *path, const ct_read_options *options,
                 const ct_table **table, ct_inputs *inputs, ct_report *report) {
    ct_facts own = { 0 };
    reading r = { .path = path,
                  .arena = arena,
                  .scratch = ct_arena_new(),
                  .options = options,
                  .facts = options->facts ? options->facts : &own,
                  .report = report,
                  .place = options->file };
    ct_ogr_start();
    CPLPushErrorHandlerEx(collect, &r);
    CPLHTTPPushFetchCallback(no_network, NULL); /* whatever the file names */
    bool ok = open_dataset(&r) && choose_layer(&r) && read_layer(&r, table);
    if (r.dataset && ends_in(path, " vrt ")) list_names(&r);
    if (r.dataset) GDALClose(r.dataset);
    while (r.away_count > 0)
        GDALRegisterDriver(r.away[--r.away_count]);
    CPLHTTPPopFetchCallback();
    CPLPopErrorHandler();
    if (ok && strncasecmp(path, "PG:", 3) != 0) ct_inputs_add(inputs, path);
    for (size_t i = 0; ok && i < r.named; i++)
        ct_inputs_add(inputs, r.names[i]);
    ct_arena_free(r.scratch);
    return ok;
}

/* What the rest of the library sees of this module. */
__attribute__((visibility("default"))) extern const ct_gdal cartouche_gdal;
const ct_gdal cartouche_gdal = { CARTOUCHE_VERSION, ct_ogr_read, ct_ogr_where, ct_ogr_write,
                                 ct_ogr_fetch };
