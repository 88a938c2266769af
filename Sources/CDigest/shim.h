#pragma once

// SHA-256 from libmd, for the ledger's hash chain. Debian: libmd-dev.
#include <sys/types.h>
#include <sha2.h>
