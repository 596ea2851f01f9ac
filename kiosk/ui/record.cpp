#include "kiosk/ui/record.h"

#include <algorithm>
#include <numeric>

namespace kiosk {

std::vector<std::size_t> Record::reading() const {
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return texts[a].part < texts[b].part; });
    return order;
}

}  // namespace kiosk
