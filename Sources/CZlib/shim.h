#pragma once

// zlib, for reports that come gzipped. Debian: zlib1g-dev.
#include <zlib.h>
