/* parcel.c - what one process tells another of the same program: numbers, texts, findings. */
#include "base.h"

#include <string.h>

void ct_parcel_put_count(ct_buffer *out, size_t count) {
    ct_buffer_append(out, &count, sizeof count);
}

void ct_parcel_put_text(ct_buffer *out, const char *text) {
    ct_parcel_put_count(out, text ? strlen(text) + 1 : 0); /* with its end; 0 for NULL */
    if (text) ct_buffer_append(out, text, strlen(text) + 1);
}

void ct_parcel_put_findings(ct_buffer *out, const ct_report *report) {
    size_t count = ct_report_count(report);
    ct_parcel_put_count(out, count);
    for (size_t i = 0; i < count; i++) {
        const cartouche_finding *f = ct_report_at(report, i);
        ct_parcel_put_count(out, f->severity);
        ct_parcel_put_count(out, f->status);
        ct_parcel_put_count(out, (size_t)f->line);
        ct_parcel_put_count(out, (size_t)f->column);
        ct_parcel_put_text(out, f->file);
        ct_parcel_put_text(out, f->text);
        ct_parcel_put_text(out, f->hint);
    }
}

const void *ct_parcel_take(ct_parcel *p, size_t size) {
    const void *bytes = p->at;
    if (p->good && (size_t)(p->end - p->at) < size) p->good = false;
    if (!p->good) return NULL;
    p->at += size;
    return bytes;
}

size_t ct_parcel_take_count(ct_parcel *p) {
    size_t count = 0;
    const void *bytes = ct_parcel_take(p, sizeof count);
    if (bytes) memcpy(&count, bytes, sizeof count);
    return count;
}

const char *ct_parcel_take_text(ct_arena *arena, ct_parcel *p) {
    size_t size = ct_parcel_take_count(p);
    const char *text = size ? ct_parcel_take(p, size) : NULL;
    return text ? ct_strndup(arena, text, size - 1) : NULL;
}

bool ct_parcel_take_finding(ct_arena *arena, ct_parcel *p, cartouche_finding *f) {
    f->severity = (cartouche_severity)ct_parcel_take_count(p);
    f->status = (cartouche_status)ct_parcel_take_count(p);
    f->line = (int)ct_parcel_take_count(p);
    f->column = (int)ct_parcel_take_count(p);
    f->file = ct_parcel_take_text(arena, p);
    f->text = ct_parcel_take_text(arena, p);
    f->hint = ct_parcel_take_text(arena, p);
    p->good = p->good && f->text;
    return p->good;
}
