/* weights.c - how much each part of a score counts, by genre.
 *
 * Position carries news and harms elsewhere; length and coverage carry reports; figures and money
 * carry transcripts (ablations over public sets of each kind: see bench/README.md). */
#include "rank/model.h"

/*                                        pos.   early  length freq.  cover. centr. direct title
 * about  figs   open   speech */
const float rank_weights[GENRE_COUNT][PART_COUNT] = {
    [GENRE_NEWS] = {1.30f, 0.55f, 0.40f, 0.15f, 0.10f, 0.25f, 0.15f, 0.45f, 1.50f, 0.05f, -0.45f,
                    -0.60f},
    [GENRE_REPORT] = {0.35f, 0.25f, 0.45f, 0.10f, 0.30f, 0.25f, 0.15f, 0.60f, 1.50f, 0.00f, -0.35f,
                      -0.15f},
    [GENRE_TRANSCRIPT] = {0.10f, 0.20f, 0.40f, 0.10f, 0.20f, 0.15f, 0.10f, 0.20f, 1.50f, 0.60f,
                          -0.35f, 0.00f},
    [GENRE_MANY] = {0.90f, 0.25f, 0.30f, 0.20f, 0.25f, 0.35f, 0.10f, 0.40f, 1.50f, 0.05f, -0.45f,
                    -0.25f},
};
