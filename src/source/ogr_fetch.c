/* ogr_fetch.c - bytes from the network by GDAL's HTTP client: URLs, and object stores by signed
 * URLs. */
#include "source.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A store's name and the prefix of GDAL's that it goes by. */
static const char *const schemes[][2] = { { "s3://", "/vsis3/" }, { "gs://", "/vsigs/" } };

static void CPL_STDCALL keep_last(CPLErr severity, CPLErrorNum number, const char *text) {
    char *why = CPLGetErrorHandlerUserData();
    (void)number;
    if (severity == CE_Failure) snprintf(why, CT_WHY, "%s", text);
}

/* The URL under which an object can be had now. NULL: GDAL has said why. */
static const char *object_url(ct_arena *arena, const char *path) {
    char *signed_url = VSIGetSignedURL(path, NULL);
    const char *url = ct_strdup(arena, signed_url);
    CPLFree(signed_url);
    bool is_open = strncmp(path, "/vsis3/", 7) == 0 &&
                   CPLTestBool(CPLGetConfigOption("AWS_NO_SIGN_REQUEST", "NO"));
    return url && is_open ? ct_strndup(arena, url, strcspn(url, "?")) : url;
}

static const char *url_of(ct_arena *arena, const char *name) {
    static const char curl[] = "/vsicurl/";
    for (size_t i = 0; i < CT_COUNT(schemes); i++) {
        size_t size = strlen(schemes[i][0]);
        if (strncasecmp(name, schemes[i][0], size) == 0)
            name = ct_printf(arena, "%s%s", schemes[i][1], name + size);
    }
    if (strncmp(name, curl, sizeof curl - 1) == 0) return name + sizeof curl - 1;
    return *name == '/' ? object_url(arena, name) : name;
}

/* What nobody has said otherwise: a host that does not answer is not waited for for ever. */
static char **http_options(void) {
    static const char *const settings[][3] = {
        { "CONNECTTIMEOUT", "GDAL_HTTP_CONNECTTIMEOUT", "10" },
        { "TIMEOUT", "GDAL_HTTP_TIMEOUT", "120" },
        { "MAX_RETRY", "GDAL_HTTP_MAX_RETRY", "2" },
        { "RETRY_DELAY", "GDAL_HTTP_RETRY_DELAY", "1" },
        { "MAX_FILE_SIZE", "GDAL_HTTP_MAX_FILE_SIZE", "1073741824" },
    };
    char **options = NULL;
    for (size_t i = 0; i < CT_COUNT(settings); i++)
        options = CSLSetNameValue(options, settings[i][0],
                                  CPLGetConfigOption(settings[i][1], settings[i][2]));
    return options;
}

ct_fetch_outcome ct_ogr_fetch(const char *name, ct_buffer *out, char why[CT_WHY]) {
    ct_arena *scratch = ct_arena_new();
    ct_fetch_outcome outcome = CT_FETCH_FAILED;
    why[0] = '\0';
    ct_ogr_start();
    CPLPushErrorHandlerEx(keep_last, why);
    const char *url = url_of(scratch, name);
    char **options = http_options();
    CPLHTTPResult *result = url ? CPLHTTPFetch(url, (CSLConstList)options) : NULL;
    CPLPopErrorHandler();
    if (result && !result->pszErrBuf && result->nStatus == 0) {
        ct_buffer_append(out, result->pabyData, (size_t)result->nDataLen);
        outcome = CT_FETCHED;
    } else if (result && result->pszErrBuf) {
        snprintf(why, CT_WHY, "%s", result->pszErrBuf);
        bool gone = strstr(why, "error code : 404") || strstr(why, "error code : 410");
        if (gone) outcome = CT_FETCH_MISSING;
    }
    if (outcome == CT_FETCH_FAILED && !why[0]) snprintf(why, CT_WHY, "it gives no reason");
    CPLHTTPDestroyResult(result);
    CSLDestroy(options);
    ct_arena_free(scratch);
    return outcome;
}
