/* reel.c - the animations of a batch: what stays in place on all its maps, and their frames from
 * the workers to the encoders. */
#include "film/film.h"
#include "job.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* One animation: the maps of all dates in one language. */
typedef struct film {
    const char *path, *lang;
    ct_film_ask ask;
    ct_film *under_way; /* NULL: no frame is there yet */
} film;

/* What the maps of a language share. */
typedef struct take {
    const char *lang;
    ct_steady steady;
} take;

struct ct_reel {
    ct_job *s;
    const cartouche_batch *asked;
    film *films;
    size_t count;
    take *takes;
    size_t take_count;
    ct_seen *seen;
    uint8_t *slots; /* shared with the workers: frames that are not encoded yet */
    size_t slot_count, slot_size;
    size_t frames; /* encoded */
    bool broken;   /* a frame is missing: told */
};

enum { HOLD = 800, LAST = 2000 }; /* ms */

static double scale_of(const ct_reel *r) { return r->s->job->scale > 0 ? r->s->job->scale : 1; }

/* ---- what is asked for ----------------------------------------------------------------------- */

static bool add_film(ct_reel *r, const char *name, const char *lang) {
    ct_job *s = r->s;
    const ct_output_spec output = { .to = { .text = name }, .scale = 1 };
    film *f = &r->films[r->count];
    *f = (film){ .lang = lang };
    s->day = CT_NO_DAY;
    if (!ct_job_path(s, &output, lang, &f->path)) return false;
    f->ask = (ct_film_ask){ .format = ct_film_named(ct_path_ending(f->path)),
                            .path = f->path,
                            .hold = r->asked->hold_ms ? r->asked->hold_ms : HOLD,
                            .last = r->asked->last_ms ? r->asked->last_ms : LAST };
    if (f->ask.last < f->ask.hold) f->ask.last = f->ask.hold;
    if (f->ask.format == CT_FILM_NONE) {
        (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "--animate: cannot tell the format of '%s'", f->path);
        ct_hint(s->report, "it must end in .webp, .gif, .mp4 or .webm");
        return false;
    }
    for (size_t i = 0; i < r->count; i++)
        if (ct_streq(r->films[i].path, f->path)) {
            (void)ct_fail(s->report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                          "--animate: several films go to '%s'", f->path);
            ct_hint(s->report, "a film has one language: name it with --lang, or put {lang} into "
                               "the file's name");
            return false;
        }
    ct_output_tidy(s->arena, f->path);
    r->count++;
    return true;
}

static bool check_asked(const ct_reel *r) {
    const cartouche_batch *asked = r->asked;
    ct_report *report = r->s->report;
    if (asked->shards > 1) {
        (void)ct_fail(report, CARTOUCHE_BAD_USAGE, CT_NOWHERE,
                      "--animate: a share of the maps makes no film");
        ct_hint(report, "leave out --shard: -j uses all cores of a machine");
        return false;
    }
    if (r->s->map->panels.count == 0) return true;
    (void)ct_fail(report, CARTOUCHE_BAD_SPEC, r->s->map->panels.place,
                  "--animate: a map of panels shows its days side by side, not one by one");
    ct_hint(report, "animate a map without 'panels'");
    return false;
}

bool ct_reel_begin(ct_job *s, const cartouche_batch *asked, const ct_names *langs, ct_reel **reel) {
    ct_reel *r = CT_NEW(s->arena, ct_reel);
    *r = (ct_reel){ .s = s, .asked = asked, .take_count = langs->count };
    *reel = r;
    if (!check_asked(r)) return false;
    r->films = CT_ARRAY(s->arena, asked->film_count * langs->count, film);
    r->takes = CT_ARRAY(s->arena, langs->count, take);
    for (size_t i = 0; i < langs->count; i++) {
        r->takes[i].lang = langs->items[i].text;
        for (size_t k = 0; k < asked->film_count; k++)
            if (!add_film(r, asked->films[k], langs->items[i].text)) return false;
    }
    if (asked->skip_unchanged) r->seen = ct_seen_new(s->arena, asked->cache);
    return true;
}

/* ---- what is there already ------------------------------------------------------------------- */

/* The films as targets of the job, for its records. */
static void list_targets(ct_reel *r) {
    ct_job *s = r->s;
    s->day = CT_NO_DAY;
    s->target_count = 0;
    for (size_t i = 0; i < r->count; i++) {
        CT_GROW(s->arena, s->targets, s->target_capacity, s->target_count);
        s->targets[s->target_count++] = (ct_target){ .path = r->films[i].path,
                                                     .format = CT_FORMAT_PIXELS,
                                                     .lang = r->films[i].lang,
                                                     .variant = s->job->variant,
                                                     .scale = scale_of(r) };
    }
}

bool ct_reel_unchanged(ct_reel *r) {
    if (!r->seen) return false;
    list_targets(r);
    bool same = true;
    for (size_t i = 0; i < r->count && same; i++)
        same = ct_seen_same(r->seen, r->s, i);
    return same;
}

void ct_reel_spare(ct_reel *r) { r->count = 0; }

/* ---- before the workers are forked ----------------------------------------------------------- */

/* A fault that all days share, as the report's own. */
static bool tell_fault(ct_report *from, ct_report *report) {
    for (size_t i = 0; i < ct_report_count(from); i++) {
        const cartouche_finding *f = ct_report_at(from, i);
        if (f->severity != CARTOUCHE_ERROR) continue;
        (void)ct_fail(report, f->status, (ct_place){ f->file, f->line, f->column }, "%s", f->text);
        if (f->hint) ct_hint(report, "%s", f->hint);
        return false;
    }
    abort(); /* a failure without a finding */
}

static bool rehearse(ct_reel *r, take *t, const ct_day *days, size_t count) {
    ct_job *s = r->s;
    ct_request request = {
        .day = CT_NO_DAY, .lang = t->lang, .variant = s->job->variant, .pins = &s->pins
    };
    ct_data *data = ct_data_new(s->arena, s->map, t->lang, &s->inputs);
    /* What is wrong with a day is told by the worker that draws it. */
    ct_report *silent = ct_report_new(NULL, NULL);
    bool good = ct_pipeline_rehearse(s->arena, s->fonts, s->map, &request, data, days, count,
                                     &t->steady, silent);
    good = good || tell_fault(silent, s->report);
    ct_report_free(silent);
    return good;
}

/* Pixels of a page's side at a scale, as the canvas counts them. */
static int side_of(double length, double scale) {
    return (int)fmax(1, ceil(length * scale - 1e-6));
}

bool ct_reel_rehearse(ct_reel *r, const ct_day *days, size_t count, size_t workers) {
    ct_job *s = r->s;
    enum { IN_HAND = 2 }; /* frames that wait for the encoder */
    double scale = scale_of(r);
    for (size_t i = 0; i < r->take_count; i++) {
        take *t = &r->takes[i];
        if (!rehearse(r, t, days, count)) return false;
        double width = s->map->width * scale, height = t->steady.page_height * scale;
        if (!(width * height < 400e6)) break; /* the canvas will say so */
        int w = side_of(s->map->width, scale), h = side_of(t->steady.page_height, scale);
        size_t size = sizeof(ct_pixel_size) + (size_t)w * (size_t)h * sizeof(uint32_t);
        if (size > r->slot_size) r->slot_size = size;
    }
    list_targets(r);
    bool good = ct_job_spares_inputs(s);
    s->target_count = 0;
    if (!good || r->count == 0) return good;
    r->slot_count = workers + IN_HAND;
    r->slot_size = (r->slot_size + 63) / 64 * 64;
    void *slots = mmap(NULL, r->slot_count * r->slot_size, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (slots == MAP_FAILED)
        return ct_fail(s->report, CARTOUCHE_BAD_IO, CT_NOWHERE,
                       "there is no memory for the frames of a film: %s", strerror(errno));
    r->slots = slots;
    return true;
}

size_t ct_reel_ahead(const ct_reel *r) { return r->count ? r->slot_count : 0; }

const ct_steady *ct_reel_steady(const ct_reel *r, const char *lang) {
    for (size_t i = 0; i < r->take_count; i++)
        if (ct_streq(r->takes[i].lang, lang)) return &r->takes[i].steady;
    return NULL;
}

/* ---- in a worker ----------------------------------------------------------------------------- */

bool ct_reel_wants(const ct_reel *r) { return r->count > 0; }

bool ct_reel_draw(ct_reel *r, size_t unit, const char *lang) {
    ct_job *s = r->s;
    ct_buffer bytes = { 0 };
    ct_canvas_options options = { .scale = scale_of(r) };
    bool good =
        ct_job_draw(s, lang, s->job->variant) &&
        ct_canvas_draw(s->drawing->scene, s->fonts, CT_FORMAT_PIXELS, &options, &bytes, s->report);
    if (good && bytes.size > r->slot_size)
        good = ct_fail(s->report, CARTOUCHE_BAD_DATA, CT_NOWHERE,
                       "the frame is larger than it was before: the map's files change while they "
                       "are drawn");
    if (good) memcpy(r->slots + unit % r->slot_count * r->slot_size, bytes.data, bytes.size);
    ct_buffer_free(&bytes);
    return good;
}

/* ---- in the parent --------------------------------------------------------------------------- */

static bool encode(ct_reel *r, film *f, const ct_pixel_size *size, const uint32_t *pixels) {
    if (!f->under_way) {
        f->ask.width = size->width;
        f->ask.height = size->height;
        f->under_way = ct_film_open(&f->ask, r->s->report);
        if (!f->under_way) return false;
    }
    if (size->width != f->ask.width || size->height != f->ask.height)
        return ct_fail(r->s->report, CARTOUCHE_BAD_DATA, CT_NOWHERE,
                       "'%s': its frames are of several sizes", f->path);
    return ct_film_add(f->under_way, pixels, r->s->report);
}

bool ct_reel_take(ct_reel *r, size_t unit, const char *lang, bool drawn) {
    if (!drawn) r->broken = true;
    if (r->broken) return true;
    const uint8_t *slot = r->slots + unit % r->slot_count * r->slot_size;
    const ct_pixel_size *size = (const void *)slot;
    const uint32_t *pixels = (const void *)(slot + sizeof *size);
    for (size_t i = 0; i < r->count; i++)
        if (ct_streq(r->films[i].lang, lang) && !encode(r, &r->films[i], size, pixels)) {
            r->broken = true;
            return false;
        }
    r->frames++;
    return true;
}

/* All films of a batch, whole, or none. */
static bool write_films(ct_reel *r) {
    ct_job *s = r->s;
    ct_buffer *seen = CT_ARRAY(s->arena, r->count, ct_buffer);
    ct_output *output = ct_output_new(s->arena);
    bool good = true;
    list_targets(r);
    s->bytes = CT_ARRAY(s->arena, r->count, ct_buffer);
    for (size_t i = 0; i < r->count && good; i++) {
        const char *path = r->films[i].path;
        good = ct_film_finish(r->films[i].under_way, &s->bytes[i], s->report) &&
               ct_output_add(output, path, s->bytes[i].data, s->bytes[i].size, s->report);
        if (!good || !r->seen) continue;
        ct_seen_record(r->seen, s, i, &seen[i]);
        good = ct_output_add(output, ct_seen_path(r->seen, s->arena, path), seen[i].data,
                             seen[i].size, s->report);
    }
    if (good)
        good = ct_output_commit(output, s->report);
    else
        ct_output_abandon(output);
    for (size_t i = 0; i < r->count; i++)
        ct_buffer_free(&seen[i]);
    return good;
}

bool ct_reel_finish(ct_reel *r, size_t total) {
    bool good = true;
    if (r->count && !r->broken && r->frames == total) {
        good = write_films(r);
    } else if (r->count && (r->broken || r->frames)) {
        ct_note(r->s->report, CT_NOWHERE, "'%s' is not written: %zu of %zu frames are there",
                r->films[0].path, r->frames, total);
    }
    for (size_t i = 0; i < r->count; i++)
        ct_film_close(r->films[i].under_way);
    if (r->slots) munmap(r->slots, r->slot_count * r->slot_size);
    return good;
}
