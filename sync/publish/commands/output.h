#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/tables/say.h"

// How every command ends and speaks: what was done on standard output, everything else on standard error.

namespace publish {

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

/// Says why on one line, whatever the message quotes.
int failed(const std::string& message);

/// The same of what an author has done.
int failed(const base::Error& error, const Phrasebook& book);

/// kDone, or what `failed` answers.
int ended(const base::Status& status);
int ended(const base::Status& status, const Phrasebook& book);

void print_lines(std::FILE* stream, const std::vector<std::string>& lines, const char* before = "");

}  // namespace publish
