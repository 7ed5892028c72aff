/* past.c - writes as many bytes as it is asked to, on the heap or the stack: what is too many must
 * end it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `room` is known when it runs, not before: level 3 of fortifying minds it, level 2 does not. */
static int on_heap(size_t room, const char *text) {
    char *copy = malloc(room);
    if (!copy) return 1;
    strcpy(copy, text);
    puts(copy);
    free(copy);
    return 0;
}

static int on_stack(const char *text) {
    char copy[16];
    volatile char *at = copy; /* no call that fortifying knows */
    for (size_t i = 0; text[i]; i++)
        at[i] = text[i];
    copy[15] = '\0';
    puts(copy);
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    size_t room = (size_t)atoi(argv[2]);
    return strcmp(argv[1], "heap") == 0 ? on_heap(room, argv[3]) : on_stack(argv[3]);
}
