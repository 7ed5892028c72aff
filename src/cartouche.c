/* cartouche.c - the public face: jobs, their outputs, and what is told of them. */
#include "cartouche.h"

#include "job.h"

#include <stdlib.h>
#include <string.h>

const char *cartouche_version(void) { return CARTOUCHE_VERSION; }

void cartouche_text_free(char *text) { free(text); }

const char *cartouche_word_nearest(const char *word, const char *const *names, size_t count) {
    return ct_nearest(word, names, count);
}

/* A buffer's text as the caller's own; the buffer is released. */
static char *taken(ct_buffer *buffer) {
    char *text = strdup(buffer->data ? buffer->data : "");
    ct_buffer_free(buffer);
    return text;
}

void cartouche_finding_json(const cartouche_finding *finding, char **text) {
    ct_buffer out = { 0 };
    ct_finding_json(finding, &out);
    *text = taken(&out);
}

cartouche_status cartouche_map_render(const cartouche_job *job) {
    ct_job s;
    bool good = ct_job_start(&s, job) && ct_job_targets(&s) && ct_job_render(&s);
    if (!good && ct_report_errors(s.report) == 0) abort(); /* a failure without a finding */
    return ct_job_finish(&s);
}

/* Every language that the title or an output names, once each. */
static size_t languages(ct_job *s, const char **langs, size_t most) {
    size_t count = 0;
    langs[count++] = s->job->lang ? s->job->lang : ct_job_lang(s->map);
    for (size_t i = 0; i < s->map->output_count && !s->job->lang; i++)
        for (size_t k = 0; k < s->map->outputs[i].lang.count; k++) {
            const char *lang = s->map->outputs[i].lang.items[k].text;
            size_t n = 0;
            while (n < count && !ct_streq(langs[n], lang))
                n++;
            if (n == count && count < most) langs[count++] = lang;
        }
    return count;
}

static cartouche_status check_style(const cartouche_job *job) {
    ct_job s;
    const ct_style *style;
    ct_job_begin(&s, job);
    s.fonts = ct_fonts_new();
    (void)!ct_style_load(s.arena, job->map, job->variant, s.fonts, &style, s.report);
    return ct_job_finish(&s);
}

cartouche_status cartouche_map_check(const cartouche_job *job) {
    if (job->map && ct_style_is(job->map)) return check_style(job);
    ct_job s;
    const char *langs[16];
    if (ct_job_start(&s, job) && (s.map->output_count == 0 || ct_job_targets(&s))) {
        size_t count = languages(&s, langs, CT_COUNT(langs));
        for (size_t i = 0; i < count && ct_report_errors(s.report) == 0; i++)
            (void)!ct_job_draw(&s, langs[i], job->variant);
    }
    return ct_job_finish(&s);
}

cartouche_status cartouche_limit_set(const char *text, cartouche_finding_fn *on_finding,
                                     void *user) {
    ct_report *report = ct_report_new(on_finding, user);
    (void)!ct_limit_set(text, report);
    cartouche_status status = ct_report_status(report);
    ct_report_free(report);
    return status;
}

cartouche_status cartouche_source_inspect(const char *path, bool json,
                                          cartouche_finding_fn *on_finding, void *user,
                                          char **text) {
    ct_report *report = ct_report_new(on_finding, user);
    ct_buffer out = { 0 };
    *text = NULL;
    bool good = ct_source_inspect(path, json, &out, report);
    char *written = taken(&out);
    if (good)
        *text = written;
    else
        free(written);
    cartouche_status status = ct_report_status(report);
    ct_report_free(report);
    return status;
}

cartouche_status cartouche_schema_text(const char *what, char **text) {
    ct_buffer out = { 0 };
    bool good = ct_schema_json(what, &out);
    char *written = taken(&out);
    *text = good ? written : NULL;
    if (!good) free(written);
    return good ? CARTOUCHE_OK : CARTOUCHE_BAD_USAGE;
}
