// The duration from one temporal value to another.
//
// Where one side has no date (or no time, or no zone), it takes the other's (midnight for a time); but months
// and days are counted only between two values that have dates of their own.
#pragma once

#include "core/graph/value.h"

namespace trama::query {

// Neither may be a Duration.
Duration duration_between(const Value& from, const Value& to);     // months, then days, then the rest
Duration duration_in_months(const Value& from, const Value& to);   // whole months alone
Duration duration_in_days(const Value& from, const Value& to);     // whole days alone
Duration duration_in_seconds(const Value& from, const Value& to);  // all of it as seconds

}  // namespace trama::query
