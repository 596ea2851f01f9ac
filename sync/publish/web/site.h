#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "catalog/standing.h"
#include "catalog/store.h"

namespace publish::web {

/// Every file of a site by its name within the folder: "index.html", "en/target/new-parks.html", "style.css".
using Site = std::map<std::string, std::string>;

/// A page is at most this long, so that it comes quickly over a poor line.
constexpr std::size_t kMostBytes = 60'000;

/// The pages of a release as it stands at `now`, in every language that it has. The same release on the same
/// day makes the same bytes. Errors: invalid (an id that no file can be named after); what loading says.
[[nodiscard]] base::Result<Site> make_site(const catalog::Store& store, catalog::Today today,
                                           base::Instant now);

/// Names of pages that are longer than kMostBytes, in order.
[[nodiscard]] std::vector<std::string> heavy_pages(const Site& site);

}  // namespace publish::web
