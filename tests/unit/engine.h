/* engine.h - one engine on the data of the source tree for all tests of a program; group fixtures. */
#pragma once

#include "unit.h"

#include "precis/precis.h"

static precis_engine *engine;

static int set_up(void **state)
{
  (void)state;
  precis_engine_options options = {.data_dir = PRECIS_SOURCE_DIR};
  return precis_engine_new(&options, &engine, NULL) != PRECIS_OK;
}

static int tear_down(void **state)
{
  (void)state;
  precis_engine_free(engine);
  return 0;
}
