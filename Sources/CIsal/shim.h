#pragma once

// ISA-L's igzip, for reports that come gzipped; some three times as fast as zlib.
// Debian: libisal-dev.
#include <isa-l/igzip_lib.h>
