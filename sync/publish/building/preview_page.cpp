#include <fmt/format.h>

#include "sync/publish/building/preview.h"

namespace publish {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 sans-serif;margin:2em;color:#1b2730;background:#fff}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #c4ced6;padding:.6em;text-align:left;vertical-align:top}"
    "td img{width:20em}figure{display:inline-block;width:20em;margin:.5em}figure img{width:100%}"
    "img{border:1px solid #c4ced6}";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    return safe;
}

/// A file's name may have any character that an id has.
std::string address_of(const std::string& locale, const std::string& file) {
    std::string address = locale + "/";
    for (const char c : file)
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            std::string_view("-_.").find(c) != std::string_view::npos)
            address += c;
        else
            address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return address;
}

std::string picture(const std::string& locale, const PreviewPage& page) {
    if (page.file.empty()) return "";
    const std::string address = address_of(locale, page.file);
    return fmt::format("<a href=\"{0}\"><img src=\"{0}\" alt=\"\" loading=\"lazy\"></a>", address);
}

std::string row(const Finding& finding, const Phrasebook& book) {
    std::string pages;
    for (const PreviewPage& page : finding.pages) pages += (pages.empty() ? "" : "<br>") + escaped(page.id);
    return fmt::format("<tr><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escaped(finding.locale),
                       pages, escaped(finding.problem.text(book)), escaped(finding.remedy.text(book)),
                       picture(finding.locale, finding.pages.front()));
}

std::string problems(const std::vector<Preview>& previews, const Phrasebook& book) {
    std::string rows;
    for (const Preview& one : previews)
        for (const Finding& finding : one.findings) rows += row(finding, book);
    if (rows.empty())
        return fmt::format("<p>{}</p>\n",
                           escaped(say("Every text fits, and every character is in the fonts.").text(book)));
    std::string heading;
    for (const Message& name : {say("Page"), say("What is wrong"), say("What to do"), say("Picture")})
        heading += fmt::format("<th>{}</th>", escaped(name.text(book)));
    return fmt::format("<table><tr>{}</tr>\n{}</table>\n", heading, rows);
}

std::string all_pages(const Preview& preview) {
    std::string list = fmt::format("<h2>{}</h2>\n", escaped(preview.locale));
    for (const PreviewPage& page : preview.pages)
        list += fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n", picture(preview.locale, page),
                            escaped(page.id));
    return list;
}

}  // namespace

std::string preview_page(const std::vector<Preview>& previews, const Phrasebook& book) {
    const std::string title = escaped(say("How the pages look").text(book));
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"{0}\"><meta charset=\"utf-8\"><title>{1}</title><style>{2}</style>\n"
        "<h1>{1}</h1>\n{3}",
        book.is_chinese() ? "zh-CN" : "en", title, kStyle, problems(previews, book));
    for (const Preview& one : previews) page += all_pages(one);
    return page + "</html>\n";
}

}  // namespace publish
