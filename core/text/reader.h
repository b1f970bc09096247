// Articles from files: plain text, Markdown, HTML, JSON lines.
#pragma once

#include <cstdint>
#include <deque>
#include <fstream>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/text/article.h"
#include "core/text/paragraphs.h"

namespace trama::text {

enum class ArticleFormat : uint8_t { Text, Markdown, Html, Json };

// By the file name's ending, in any case; nothing where it is none that articles come in.
std::optional<ArticleFormat> format_of(std::string_view path);

// One article from its bytes. `path` becomes the metadata's path and, where the article brings no identity of
// its own, its id. Text and Markdown keep their bytes as article text, so spans are file offsets, unless tags
// or entities of HTML are among them (plain_text); HTML and one line of JSON are decoded. Metadata come from
// header lines or front matter ("title:", "date:", "source:", "language:", "author:"), a leading "date
// 2025-02", HTML's <title>, <meta> and <time>, or JSON fields (id or url, title, date, source, author,
// language, text or body). Dates are read as Dateline does.
//
// Throws Error of kind Input, one sentence that says what is wrong: empty, not UTF-8, binary, too long, no
// article text.
Article parse_article(std::string bytes, ArticleFormat format, const std::string& path,
                      const Boilerplate& boilerplate);

// What the bytes of a text or Markdown file are as text: without HTML's tags and entities (markup.h), if any.
std::string plain_text(std::string bytes);

// Bytes of a file or of a JSON line; analysing one takes some 270 bytes of memory for each.
inline constexpr size_t kLargestArticle = size_t{4} << 20;
inline constexpr size_t kLongestParagraph = size_t{1} << 20;  // bytes

// The articles of files and folders, one after the other, in a fixed order: the paths as given, folders
// recursively by name, without hidden files and without files of other formats, without databases of Trama;
// links are followed, to no folder twice. "-" is JSON lines on the standard input. Not thread-safe; a pool of
// workers takes turns.
class ArticleReader {
 public:
  // `boilerplate` and `standard_input` must outlive this object. Folders are listed now.
  ArticleReader(const std::vector<std::string>& paths, const Boilerplate& boilerplate,
                std::istream& standard_input);
  ~ArticleReader();

  // An article of JSON lines with an id of its own has the file as path, whatever its line.
  struct Item {
    std::string name;  // the path, with ":LINE" for JSON lines
    std::variant<Article, Error> article;
  };
  // The next article, or why an input gave none; nothing at the end. A bad input ends nothing else.
  std::optional<Item> next();

  size_t files() const { return files_; }            // found in all
  size_t files_done() const { return files_done_; }  // read to their end, for progress
  // Files of folders in formats that articles do not come in, by ending: ".pdf".
  const std::map<std::string, size_t>& passed_over() const { return passed_over_; }

 private:
  struct Source {
    std::string path;
    std::optional<Error> error;  // known since listing
  };
  using FolderId = std::pair<uint64_t, uint64_t>;  // device and inode
  void list(const std::string& path, std::set<FolderId>& listed);
  std::optional<Item> next_line();
  Item read_whole(const Source& source);

  const Boilerplate& boilerplate_;
  std::istream& standard_input_;
  std::deque<Source> sources_;
  size_t files_ = 0, files_done_ = 0;
  std::map<std::string, size_t> passed_over_;

  // The JSON-lines file under way.
  std::ifstream opened_;
  std::istream* lines_ = nullptr;
  std::string lines_path_;
  size_t line_number_ = 0;
};

}  // namespace trama::text
