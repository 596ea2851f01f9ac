#pragma once

#include <cstddef>

/// What a workbook may take at most, so that a small file cannot ask for all of a machine. A catalog of
/// 10,000 targets and 100,000 observations, every column filled, has 2.7 million cells in 150 MiB of XML,
/// packed into 20 MiB: all of these leave it room.
namespace publish {

constexpr std::size_t kMiB = std::size_t{1} << 20;

constexpr std::size_t kMostFileBytes = 64 * kMiB;       // as it lies on the disk
constexpr std::size_t kMostParts = 2000;                // files within the zip file
constexpr std::size_t kMostPartBytes = 320 * kMiB;      // of one of them, unpacked
constexpr std::size_t kMostUnpackedBytes = 640 * kMiB;  // of all of them
constexpr std::size_t kMostRatio = 200;                 // unpacked to packed; nothing but repetition has more
constexpr std::size_t kMostWholeBytes =
    16 * kMiB;  // of what is held as a tree of XML: all but rows and strings
constexpr std::size_t kMostElementBytes = 4 * kMiB;  // of one row, or of one string
constexpr std::size_t kMostStrings = 2'000'000;      // in the table that cells share
constexpr std::size_t kMostCells = 5'000'000;        // of all sheets; empty ones with a format count
constexpr std::size_t kMostTextBytes = 256 * kMiB;   // of all cells, each with its own copy of what it shares

// What the format itself allows.
constexpr int kMostRows = 1'048'576;
constexpr int kMostColumns = 16'384;

}  // namespace publish
