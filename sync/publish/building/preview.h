#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sync/publish/tables/coverage.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// `kiosk` beside this program, else on PATH; nothing when it is in neither place.
[[nodiscard]] std::optional<std::filesystem::path> find_kiosk();

/// A page as it was drawn.
struct PreviewPage {
    std::string id;    // "target/new-parks"
    std::string file;  // within the folder of its language: "target_new-parks.png"; empty: no picture
};

/// What does not look right, once for all pages that show the same.
struct Finding {
    std::string locale;              // "zh-CN"
    std::vector<PreviewPage> pages;  // at least one, in the order of the tour
    Message problem, remedy;

    /// 'zh-CN target/new-parks and 2 pages more: "..." does not fit; write a shorter one in ...'
    [[nodiscard]] Message line() const;
};

/// All pages in one language, and what was found on them.
struct Preview {
    std::string locale;
    std::vector<PreviewPage> pages;
    std::vector<Finding> findings;
};

/// Lets `kiosk` draw every page of `catalog` in each of `locales`, as pictures below `output`/<locale>, and
/// answers with what does not look right: texts that do not fit, characters that no font has, which are named
/// where `coverage` is known. Errors: io (kiosk could not be run, failed, or left no tour.json).
[[nodiscard]] base::Result<std::vector<Preview>> preview(const std::filesystem::path& kiosk,
                                                         const std::filesystem::path& catalog,
                                                         const std::vector<std::string>& locales,
                                                         const Coverage* coverage,
                                                         const std::filesystem::path& output);

/// What a tour.json says of its pages. Errors: corrupt.
[[nodiscard]] base::Result<Preview> read_tour(std::string_view tour, const std::string& locale,
                                              const Coverage* coverage = nullptr);

/// A page for a browser, to be put beside the folders of pictures: what was found, each with its picture and
/// what to do, and then all pages. Nothing of it needs a network.
[[nodiscard]] std::string preview_page(const std::vector<Preview>& previews, const Phrasebook& book);

}  // namespace publish
