#include "core/text/reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include "core/base/hash.h"
#include "core/base/json_fault.h"
#include "core/base/lines.h"
#include "core/base/utf8.h"
#include "core/text/html_text.h"
#include "core/text/markup.h"

namespace trama::text {
namespace {

namespace fs = std::filesystem;

std::string megabytes(size_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

Error too_large(size_t limit) {
  return Error(ErrorKind::Input, "TooLarge", "it is larger than " + megabytes(limit) + ": no article")
      .hint("split it into one file an article, or use JSON lines");
}

std::string_view trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string* field_of(ArticleMetadata& metadata, std::string_view key) {
  const std::string name = to_lower(key);
  if (name == "title" || name == "titolo") return &metadata.title;
  if (name == "date" || name == "data") return &metadata.date;
  if (name == "source" || name == "fonte") return &metadata.source;
  if (name == "language" || name == "lingua" || name == "lang") return &metadata.language;
  if (name == "author" || name == "autore") return &metadata.author;
  if (name == "id" || name == "url") return &metadata.id;
  return nullptr;
}

// Reads header lines or front matter; returns where the body begins. `title` becomes the span of its value.
size_t read_header(std::string_view text, size_t begin, ArticleMetadata& metadata, ByteSpan& title) {
  size_t at = begin;
  bool fenced = false, found = false;
  while (at < text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    const size_t next = std::min(end + 1, text.size());
    if (line == "---" && (at == begin || fenced)) {
      at = next;
      if (fenced) return at;
      fenced = true;
      continue;
    }
    const size_t colon = line.find(':');
    std::string* field =
        colon == std::string_view::npos ? nullptr : field_of(metadata, trim(line.substr(0, colon)));
    if (field == nullptr && !fenced) break;
    if (field != nullptr) {
      std::string_view value = trim(line.substr(colon + 1));
      if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      *field = value;
      found = true;
      const auto offset = static_cast<size_t>(value.data() - text.data());
      if (field == &metadata.title && !value.empty()) title = {offset, offset + value.size()};
    }
    at = next;
  }
  return found ? at : begin;
}

// " date 2025-02 Text goes on": returns where the text begins.
size_t read_leading_date(std::string_view text, size_t begin, ArticleMetadata& metadata) {
  size_t at = std::min(text.find_first_not_of(" \t\r\n", begin), text.size());
  if (to_lower(text.substr(at, 5)) != "date ") return begin;
  at = std::min(text.find_first_not_of(' ', at + 5), text.size());
  const std::string_view date = iso_prefix(text.substr(at));
  if (date.empty()) return begin;
  metadata.date = date;
  return at + date.size();
}

Article text_article(std::string bytes, bool markdown) {
  Article article;
  article.text = plain_text(std::move(bytes));
  const std::string_view text = article.text;
  size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  ByteSpan title;
  begin = read_header(text, begin, article.metadata, title);
  begin = read_leading_date(text, begin, article.metadata);
  article.paragraphs = split_paragraphs(text, {begin, text.size()}, markdown);
  if (!title.empty()) article.paragraphs.insert(article.paragraphs.begin(), {title, true, {}});
  return article;
}

Article json_article(std::string_view line) {
  nlohmann::json object;
  try {
    object = nlohmann::json::parse(line);
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::Input, "NotJson", "this line is " + json_fault(error.what()));
  }
  if (!object.is_object()) throw Error(ErrorKind::Input, "this line is not a JSON object");
  const auto field = [&](std::initializer_list<const char*> names) -> std::string {
    for (const char* name : names) {
      const auto found = object.find(name);
      if (found == object.end() || found->is_null()) continue;
      if (found->is_string()) return found->get<std::string>();
      if (found->is_number()) return found->dump();
    }
    return "";
  };
  const std::string title = plain_text(field({"title"})),
                    body = plain_text(field({"text", "body", "content"}));
  if (trim(body).empty())
    throw Error(ErrorKind::Input, "the object has no text: the field is 'text' or 'body'");

  // The title is text too, unless the body opens with it.
  const bool titled = title.empty() || body.compare(0, title.size(), title) == 0;
  Article article;
  article.text = titled ? body : title + "\n\n" + body;
  const size_t begin = titled ? 0 : title.size();
  article.paragraphs = split_paragraphs(article.text, {begin, article.text.size()}, false);
  if (!titled) article.paragraphs.insert(article.paragraphs.begin(), {{0, title.size()}, true, {}});
  article.metadata.id = field({"id", "url"});
  article.metadata.title = title;
  article.metadata.date = field({"date", "published"});
  article.metadata.source = field({"source"});
  article.metadata.author = field({"author"});
  article.metadata.language = field({"language", "lang"});
  return article;
}

void check_bytes(std::string_view bytes, ArticleFormat format) {
  if (bytes.empty()) throw Error(ErrorKind::Input, "Empty", "it is empty");
  if (bytes.size() > kLargestArticle) throw too_large(kLargestArticle);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    throw Error(ErrorKind::Input, "NotUtf8", "it is UTF-16, not UTF-8")
        .hint("convert it: iconv -f utf-16 -t utf-8");
  if (bytes.find('\0') != std::string_view::npos)
    throw Error(ErrorKind::Input, "Binary", "it is binary: no text");
  const auto invalid = find_invalid_utf8(bytes);
  // HTML may declare another encoding, which its parser converts.
  if (invalid && format != ArticleFormat::Html)
    throw Error(ErrorKind::Input, "NotUtf8",
                "it is not UTF-8: byte " + std::to_string(*invalid) + " begins no character")
        .hint("convert it, for instance with iconv -f windows-1252 -t utf-8");
}

// Paths become ids, and ids are text.
std::optional<Error> fault_of_name(const std::string& path) {
  if (!find_invalid_utf8(path)) return std::nullopt;
  return Error(ErrorKind::Input, "NotUtf8", "its name is not UTF-8")
      .hint("rename it, for instance with convmv");
}

std::string folded_start(std::string_view bytes) { return to_lower(trim(bytes.substr(0, 512))); }

bool is_page(std::string_view start) {
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

// Of a file whose name does not tell: a page that was saved without its ending is read as one, and other
// markup (a drawing, a feed) is no article.
ArticleFormat format_by_content(std::string_view bytes) {
  const std::string start = folded_start(bytes);
  if (is_page(start)) return ArticleFormat::Html;
  if (start.starts_with("<?xml") || start.starts_with("<svg") || start.starts_with("<!doctype"))
    throw Error(ErrorKind::Input, "Markup", "it is XML: no article")
        .hint("articles are txt, md, html or jsonl");
  return ArticleFormat::Text;
}

// One that Trama keeps: what is in it is no article, nor a file that was forgotten.
bool is_database(const fs::path& folder) {
  std::error_code failure;
  return fs::is_regular_file(folder / "trama", failure) && fs::is_directory(folder / "checkpoints", failure);
}

}  // namespace

std::optional<ArticleFormat> format_of(std::string_view path) {
  const std::string ending = to_lower(fs::path(path).extension().string());
  if (ending == ".txt" || ending == ".text") return ArticleFormat::Text;
  if (ending == ".md" || ending == ".markdown") return ArticleFormat::Markdown;
  if (ending == ".html" || ending == ".htm" || ending == ".xhtml") return ArticleFormat::Html;
  if (ending == ".jsonl" || ending == ".ndjson") return ArticleFormat::Json;
  return std::nullopt;
}

std::string plain_text(std::string bytes) {
  std::optional<std::string> clean = without_markup(bytes);
  return clean ? std::move(*clean) : std::move(bytes);
}

Article parse_article(std::string bytes, ArticleFormat format, const std::string& path,
                      const Boilerplate& boilerplate) {
  check_bytes(bytes, format);
  Article article;
  switch (format) {
    case ArticleFormat::Text:
      article = text_article(std::move(bytes), false);
      break;
    case ArticleFormat::Markdown:
      article = text_article(std::move(bytes), true);
      break;
    case ArticleFormat::Html:
      article = html_article(bytes);
      break;
    case ArticleFormat::Json:
      article = json_article(bytes);
      break;
  }
  boilerplate.remove(article.text, article.paragraphs);
  if (article.paragraphs.empty()) throw Error(ErrorKind::Input, "Empty", "it holds no article text");
  for (const Paragraph& paragraph : article.paragraphs)
    if (paragraph.span.size() > kLongestParagraph)
      throw Error(ErrorKind::Input, "TooLarge",
                  "it has a paragraph of more than " + megabytes(kLongestParagraph) + ": no article");

  ArticleMetadata& metadata = article.metadata;
  metadata.path = path;
  if (metadata.id.empty()) metadata.id = path;
  metadata.language = to_lower(metadata.language).substr(0, 2);
  const std::string date(trim(metadata.date));
  metadata.date = boilerplate.dateline().read(date, metadata.language);
  if (metadata.date.empty()) article.unread_date = date;
  metadata.sha256 = sha256_hex(article.text);
  const Paragraph& first = article.paragraphs.front();
  if (metadata.title.empty() && first.heading && article.paragraphs.size() > 1)
    metadata.title = article.text.substr(first.span.begin, first.span.size());
  return article;
}

ArticleReader::ArticleReader(const std::vector<std::string>& paths, const Boilerplate& boilerplate,
                             std::istream& standard_input)
    : boilerplate_(boilerplate), standard_input_(standard_input) {
  for (const std::string& path : paths) {
    std::error_code failure;
    if (path != "-" && fs::is_directory(path, failure)) {
      std::set<FolderId> listed;
      list(path, listed);
    } else {
      std::optional<Error> error = fault_of_name(path);
      if (path != "-" && !fs::exists(path, failure)) error = Error(ErrorKind::Input, "there is no such file");
      sources_.push_back({path, error});
    }
  }
  files_ = sources_.size();
}

ArticleReader::~ArticleReader() = default;

// A folder that links lead to again, perhaps from within, is listed once: two links to their own folder would
// else give 2^40 paths.
void ArticleReader::list(const std::string& path, std::set<FolderId>& listed) {
  struct stat folder {};
  if (::stat(path.c_str(), &folder) == 0 && !listed.emplace(folder.st_dev, folder.st_ino).second) return;
  std::error_code failure;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator i(path, failure), end; !failure && i != end; i.increment(failure))
    entries.push_back(*i);
  if (failure)
    sources_.push_back({path, Error(ErrorKind::Input, "the folder cannot be read: " + failure.message())});
  std::sort(entries.begin(), entries.end());
  for (const fs::directory_entry& entry : entries) {
    const std::string name = entry.path().string();
    if (entry.path().filename().string().starts_with(".")) continue;
    if (entry.is_directory(failure)) {
      if (!is_database(entry.path())) list(name, listed);
    } else if (format_of(name)) {
      std::optional<Error> error = fault_of_name(name);
      // Opening a pipe that nobody writes to would wait for ever.
      if (entry.is_other(failure)) error = Error(ErrorKind::Input, "it is no regular file");
      sources_.push_back({name, error});
    } else {
      ++passed_over_[to_lower(entry.path().extension().string())];
    }
  }
}

std::optional<ArticleReader::Item> ArticleReader::next() {
  while (true) {
    if (lines_ != nullptr) {
      if (auto item = next_line()) return item;
      lines_ = nullptr;
      ++files_done_;
    }
    if (sources_.empty()) return std::nullopt;
    const Source source = std::move(sources_.front());
    sources_.pop_front();
    if (source.error) {
      ++files_done_;
      return Item{source.path, *source.error};
    }
    if (source.path != "-" && format_of(source.path) != ArticleFormat::Json) {
      ++files_done_;
      return read_whole(source);
    }
    lines_path_ = source.path;
    line_number_ = 0;
    if (source.path == "-") {
      lines_ = &standard_input_;
    } else {
      opened_ = std::ifstream(source.path, std::ios::binary);
      if (!opened_) {
        ++files_done_;
        return Item{source.path, Error(ErrorKind::Input, "it cannot be read")};
      }
      lines_ = &opened_;
    }
  }
}

std::optional<ArticleReader::Item> ArticleReader::next_line() {
  std::string line, name = lines_path_;
  try {
    while (read_line(*lines_, line, kLargestArticle)) {
      ++line_number_;
      if (trim(line).empty()) continue;
      name += ":" + std::to_string(line_number_);
      Article article = parse_article(std::move(line), ArticleFormat::Json, name, boilerplate_);
      // Feeds put new lines before old ones: what has an id of its own is the same article on whatever line.
      if (article.metadata.id != name) article.metadata.path = lines_path_;
      return Item{name, std::move(article)};
    }
  } catch (const Error& error) {
    if (lines_path_ == "-" && error.detail() == "NotJson")
      return Item{name, Error(error).hint("'-' is a JSON object a line; write an article of text to a file")};
    return Item{name, error};
  } catch (const std::exception& error) {
    return Item{name, Error(ErrorKind::Internal, error.what())};
  }
  return std::nullopt;
}

ArticleReader::Item ArticleReader::read_whole(const Source& source) {
  try {
    std::error_code failure;
    const bool regular = fs::is_regular_file(source.path, failure);
    const size_t size = regular ? fs::file_size(source.path, failure) : kLargestArticle + 1;
    if (regular && size > kLargestArticle) throw too_large(kLargestArticle);
    std::ifstream file(source.path, std::ios::binary);
    std::string bytes(size, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad() || !file.is_open()) throw Error(ErrorKind::Input, "it cannot be read");
    bytes.resize(static_cast<size_t>(file.gcount()));
    const std::optional<ArticleFormat> named = format_of(source.path);
    const ArticleFormat format = named ? *named : format_by_content(bytes);
    // Read as text, its tags would be words, and its menus sentences.
    if (format == ArticleFormat::Text && is_page(folded_start(bytes)))
      throw Error(ErrorKind::Input, "Markup", "it is an HTML page, not text")
          .hint("let its name end in .html");
    return {source.path, parse_article(std::move(bytes), format, source.path, boilerplate_)};
  } catch (const Error& error) {
    return {source.path, error};
  } catch (const std::exception& error) {
    return {source.path, Error(ErrorKind::Internal, error.what())};
  }
}

}  // namespace trama::text
