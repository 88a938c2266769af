#pragma once

// libzstd, for reports that come packed with zstd. Debian: libzstd-dev.
#include <zstd.h>
