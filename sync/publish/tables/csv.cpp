#include "sync/publish/tables/csv.h"

#include <csv.h>

#include <algorithm>
#include <utility>

namespace publish {
namespace {

/// libcsv's one home. It reports no lines, so it is fed byte by byte while we count.
class Reader {
public:
    explicit Reader(char separator) : separator_(separator) {
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { csv_free(&parser_); }

    /// False: the quoting is wrong here.
    bool feed(char byte) {
        if (between_rows_ && byte != '\n' && (byte == separator_ || (byte != ' ' && byte != '\t'))) {
            row_.line = line_;
            between_rows_ = false;
        }
        const bool good = csv_parse(&parser_, &byte, 1, on_field, on_row, this) == 1;
        if (byte == '\n') ++line_;
        return good;
    }
    bool finish() { return csv_fini(&parser_, on_field, on_row, this) == 0; }
    /// Between rows a `#` starts a comment.
    [[nodiscard]] bool between_rows() const { return between_rows_; }
    void skip_line() { ++line_; }
    [[nodiscard]] int line() const { return line_; }
    [[nodiscard]] int row_line() const { return row_.line; }
    std::vector<CsvRow> take_rows() { return std::move(rows_); }

private:
    static void on_field(void* bytes, std::size_t length, void* self) {
        static_cast<Reader*>(self)->row_.fields.emplace_back(static_cast<const char*>(bytes), length);
    }
    static void on_row(int, void* self) { static_cast<Reader*>(self)->end_row(); }
    void end_row() {
        const auto& fields = row_.fields;
        const bool has_content = std::any_of(fields.begin(), fields.end(), [](const std::string& field) {
            return field.find_first_not_of(" \t") != field.npos;
        });
        if (has_content && !is_comment(fields.front()) && !(rows_.empty() && fields.front() == "sep="))
            rows_.push_back(std::move(row_));
        row_ = {};
        between_rows_ = true;
    }

    csv_parser parser_{};
    char separator_;
    std::vector<CsvRow> rows_;
    CsvRow row_;
    int line_ = 1;
    bool between_rows_ = true;
};

Message put_in_quotes() { return say("put the whole field in \" \" and write each \" within it twice"); }

}  // namespace

bool is_comment(std::string_view text) {
    return text.starts_with('#') &&
           (text.size() == 1 || text[1] == ' ' || text[1] == '\t' || text[1] == '\n');
}

bool is_example(std::string_view text) {
    constexpr std::string_view kMark = "例";
    if (!text.starts_with(kMark)) return false;
    text.remove_prefix(kMark.size());
    return text.empty() || text.starts_with(' ') || text.starts_with("　") || text.starts_with(':') ||
           text.starts_with("：");
}

char separator_of(std::string_view text) {
    while (is_comment(text.substr(0, 2))) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.size() == 5 && line.starts_with("sep=")) return line[4];
    char most = ',';
    for (const char other : {';', '\t'})
        if (std::count(line.begin(), line.end(), other) > std::count(line.begin(), line.end(), most))
            most = other;
    return most;
}

std::variant<std::vector<CsvRow>, CsvFault> parse_csv(std::string_view text, char separator) {
    Reader reader(separator);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (reader.between_rows() && is_comment(text.substr(at, 2))) {
            at = std::min(text.find('\n', at), text.size());
            reader.skip_line();
        } else if (!reader.feed(text[at])) {
            return CsvFault{reader.line(), say("a quotation mark stands where none may stand"),
                            put_in_quotes()};
        }
    }
    if (!reader.finish())
        return CsvFault{reader.row_line(), say("a quotation mark is opened and never closed"),
                        put_in_quotes()};
    return reader.take_rows();
}

}  // namespace publish
