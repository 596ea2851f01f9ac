#pragma once

#include <string>

#include "sync/publish/web/contents.h"
#include "sync/publish/web/marks.h"

namespace publish::web {

/// One page on its way: where it lies, and what it has in common with all others.
class Page {
public:
    /// `file`: within the folder of its language, "target/new-parks.html".
    Page(const Edition& edition, std::string file) : edition_(edition), file_(std::move(file)) {}

    [[nodiscard]] const Edition& edition() const { return edition_; }
    [[nodiscard]] const Contents& contents() const { return edition_.contents; }
    [[nodiscard]] const words::Strings& strings() const { return edition_.strings; }
    [[nodiscard]] const std::string& file() const { return file_; }

    /// The way from this page to another of its language, or to a folder above.
    [[nodiscard]] std::string to(const std::string& address) const;
    [[nodiscard]] std::string to_target(const catalog::TargetId& id) const;
    [[nodiscard]] std::string to_topic(const catalog::TopicId& id) const;

    /// Words of the catalog, which say their language where it is not the page's.
    [[nodiscard]] Html words(const catalog::Bilingual& words) const;
    /// A text in `language`, as an element.
    [[nodiscard]] Html in(const words::Language& language, const char* name, const char* kind,
                          const std::string& text) const;
    /// Verbatim, in its source's language, in serif.
    [[nodiscard]] Html quotation(const std::string& text, const catalog::Source& source) const;
    /// Who published it and when, linked to where.
    [[nodiscard]] Html publisher(const catalog::Source& source, std::optional<base::Date> published) const;

    /// What something is, before it.
    [[nodiscard]] static Html labelled(const std::string& label, const Html& content);
    /// Shape and word.
    [[nodiscard]] Html state(catalog::State state, const std::string& words);
    [[nodiscard]] Marks& marks() { return marks_; }

    /// The whole file. `title` is the page's own.
    [[nodiscard]] std::string finished(const std::string& title, const Html& main) const;

private:
    [[nodiscard]] Html head(const std::string& title) const;
    [[nodiscard]] Html bands() const;
    [[nodiscard]] Html header() const;
    [[nodiscard]] Html footer() const;
    /// The same page in another language.
    [[nodiscard]] std::string in_language(const words::Language& language) const;

    const Edition& edition_;
    std::string file_;
    Marks marks_;
};

/// Where the pages of targets and topics lie within the folder of a language.
[[nodiscard]] std::string file_of(const catalog::TargetId& id);
[[nodiscard]] std::string file_of(const catalog::TopicId& id);
[[nodiscard]] std::string file_of(catalog::State state);

/// What every page carries, so that a folder of ours is known as one.
constexpr std::string_view kGenerator = "kiosk-publish web";

/// `<h2>` and what follows it; nothing where nothing follows.
[[nodiscard]] Html part(const std::string& heading, const Html& content, const char* kind = "");

}  // namespace publish::web
