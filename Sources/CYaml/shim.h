#pragma once

// libyaml's event parser, for market.yml. Debian: libyaml-dev.
#include <yaml.h>
