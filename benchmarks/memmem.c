/* The floor of anchoring: glibc's memmem, once for each quote in the bytes of its text, from the first byte on.

   In: texts, n_quotes, then for each quote where its text and itself begin and how long they are. Returns how many were
   found, so that no compiler can leave the work out. */
#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>

int64_t search(const char *texts, const char *quotes, int64_t n, const int64_t *text_at, const int64_t *text_length,
               const int64_t *quote_at, const int64_t *quote_length)
{
    int64_t found = 0;
    for (int64_t i = 0; i < n; i++)
        found += memmem(texts + text_at[i], (size_t)text_length[i], quotes + quote_at[i], (size_t)quote_length[i]) != 0;
    return found;
}
