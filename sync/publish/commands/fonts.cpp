#include "sync/publish/commands/fonts.h"

#include "base/embedded.h"

namespace publish {

std::optional<Coverage> font_coverage() {
    const auto text = base::find_embedded_file("coverage.txt");
    return text ? Coverage::parse(*text) : std::nullopt;
}

}  // namespace publish
