/* consumer.c - a stranger's program: asks the installed library for its version and draws a map. */
#include <cartouche.h>
#include <stdio.h>

static void tell(const cartouche_finding *finding, void *user) {
    fprintf(user, "%s:%d: %s\n", finding->file ? finding->file : "-", finding->line, finding->text);
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    const char *outputs[] = { argv[2] };
    cartouche_job job = { .map = argv[1], .outputs = outputs, .output_count = 1 };
    job.on_finding = tell;
    job.user = stderr;
    printf("%s\n", cartouche_version());
    return cartouche_map_render(&job);
}
