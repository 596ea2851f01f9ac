#include "kiosk/app/states.h"

#include <nlohmann/json.hpp>

namespace kiosk {
namespace {

using Json = nlohmann::ordered_json;

Json percent_or_null(const std::optional<catalog::Ratio>& ratio) {
    return ratio ? Json(ratio->percent(2).to_double()) : Json(nullptr);
}

}  // namespace

base::Result<std::string> states_as_json(const OpenCatalog& catalog) {
    std::string lines;
    const auto done = catalog.store.for_each_judgeable(
        [&](const catalog::Target& target, std::span<const catalog::Observation> observations) {
            const catalog::Judgement j = judge(target, observations, catalog.standing.today());
            const Json line{
                {"id", target.id.text},
                {"state", catalog::kStateNames[static_cast<std::size_t>(j.state)]},
                {"observation",
                 j.observation ? Json(static_cast<std::int64_t>(*j.observation)) : Json(nullptr)},
                {"share", percent_or_null(j.share)},
                {"pace", percent_or_null(j.pace)},
                {"reason", j.reason ? Json(catalog::kCannotJudgeNames[static_cast<std::size_t>(*j.reason)])
                                    : Json(nullptr)}};
            lines += line.dump() + "\n";
        });
    if (!done) return base::fail(done.error(), "judging the targets");
    return lines;
}

}  // namespace kiosk
