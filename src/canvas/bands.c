/* bands.c - the steps of a trail by the band of rows that they meet, and threads over the bands. */
#include "canvas.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

/* The bands from `*from` to `*to` that a step from ya to yb meets; false where there are none. */
static bool bands_met(const ct_bands *b, double ya, double yb, double reach, int *from, int *to) {
    const double top = (ya < yb ? ya : yb) - reach - b->y0;
    const double bottom = (ya < yb ? yb : ya) + reach - b->y0;
    if (!(bottom >= 0 && top < b->rows)) return false;
    *from = top > 0 ? (int)top / CT_BAND_ROWS : 0;
    *to = bottom < b->rows ? (int)bottom / CT_BAND_ROWS : b->count - 1;
    return true;
}

/* Counts the steps of each band into at[band + 1], or, with `steps`, writes them at at[band]. */
static void steps_sort(const ct_bands *b, const ct_trail *t, double reach, uint32_t *at,
                       uint32_t *steps) {
    for (size_t part = 0, i = 0; part < t->parts; part++) {
        const size_t last = t->end[part] - 1;
        if (i == last) { /* a dot */
            int from, to;
            if (bands_met(b, t->y[i], t->y[i], reach, &from, &to))
                for (int k = from; k <= to; k++)
                    steps ? (void)(steps[at[k]++] = (uint32_t)i) : (void)at[k + 1]++;
        }
        for (; i < last; i++) {
            int from, to;
            if (!bands_met(b, t->y[i], t->y[i + 1], reach, &from, &to)) continue;
            for (int k = from; k <= to; k++)
                steps ? (void)(steps[at[k]++] = (uint32_t)i) : (void)at[k + 1]++;
        }
        i = t->end[part];
    }
}

ct_bands ct_bands_of(ct_arena *arena, const ct_trail *trail, double reach, int y0, int rows) {
    ct_bands b = { .y0 = y0, .rows = rows, .count = (rows + CT_BAND_ROWS - 1) / CT_BAND_ROWS };
    const size_t count = (size_t)b.count;
    uint32_t *first = CT_ARRAY(arena, count + 2, uint32_t);
    steps_sort(&b, trail, reach, first + 1, NULL);
    for (size_t k = 1; k <= count; k++)
        first[k + 1] += first[k];
    uint32_t *steps = CT_ARRAY(arena, first[count + 1], uint32_t);
    steps_sort(&b, trail, reach, first + 1, steps);
    b.first = first; /* where a band's steps end, the next one's begin */
    b.steps = steps;
    return b;
}

/* What the threads of a run share. */
typedef struct shift {
    ct_task_fn *task;
    int count;
    atomic_int next;
} shift;

typedef struct worker {
    shift *shift;
    void *user;
} worker;

static void *work(void *of) {
    const worker *w = of;
    for (int number; (number = atomic_fetch_add(&w->shift->next, 1)) < w->shift->count;)
        w->shift->task(w->user, number);
    return NULL;
}

void ct_threads_deal(ct_task_fn *task, void *const users[CT_BRUSHES], int count, int threads) {
    shift all = { .task = task, .count = count };
    worker workers[CT_BRUSHES];
    pthread_t thread[CT_BRUSHES];
    int started = 1;
    atomic_init(&all.next, 0);
    for (int i = 0; i < CT_BRUSHES; i++)
        workers[i] = (worker){ &all, users[i] };
    while (started < threads && started < CT_BRUSHES &&
           pthread_create(&thread[started], NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(thread[i], NULL);
}
