#include "core/text/reader.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/utf8.h"
#include "tests/text/fixture.h"

using namespace trama;
using namespace trama::text;
namespace fs = std::filesystem;

namespace {

using Strings = std::vector<std::string>;

Strings paragraphs(const Article& article) {
  Strings out;
  for (const Paragraph& paragraph : article.paragraphs)
    out.push_back(article.text.substr(paragraph.span.begin, paragraph.span.size()));
  return out;
}

Article parse(const std::string& bytes, ArticleFormat format = ArticleFormat::Text) {
  return parse_article(bytes, format, "test", boilerplate());
}

std::string error_of(const std::string& bytes, ArticleFormat format = ArticleFormat::Text) {
  try {
    parse(bytes, format);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Input);
    return error.message();
  }
  return "";
}

// A folder of files that is removed with the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("trama-reader-" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("Header lines give metadata, and the title is text too") {
  const Article article =
      parse("title: Il caso\ndate: 2025-07-25\nsource: Il Foglio\nlanguage: it\n\nCorpo del testo.\n");
  CHECK(article.metadata.title == "Il caso");
  CHECK(article.metadata.date == "2025-07-25");
  CHECK(article.metadata.source == "Il Foglio");
  CHECK(article.metadata.language == "it");
  CHECK(paragraphs(article) == Strings{"Il caso", "Corpo del testo."});
  CHECK(article.paragraphs[0].heading);
  CHECK_FALSE(article.paragraphs[1].heading);
}

TEST_CASE("A leading date may have text behind it") {
  const Article article = parse(" date 2025-02 Arriva Deepseek.\n\nPoi basta.");
  CHECK(article.metadata.date == "2025-02");
  CHECK(paragraphs(article) == Strings{"Arriva Deepseek.", "Poi basta."});
}

TEST_CASE("Byte order mark and carriage returns stay out of the paragraphs") {
  const Article article = parse("\xEF\xBB\xBFtitle: Uno\r\n\r\nPrima riga.\r\nSeconda riga.\r\n");
  CHECK(article.metadata.title == "Uno");
  CHECK(paragraphs(article) == Strings{"Uno", "Prima riga.", "Seconda riga."});
}

TEST_CASE("Lines wrapped to a width are one paragraph") {
  const std::string wrapped =
      "La società ha annunciato lunedì che il nuovo impianto di\n"
      "Novara non aprirà prima della fine del prossimo anno, e che\n"
      "i lavori saranno affidati a un consorzio di imprese locali\n"
      "scelto con una gara.\n\nFine.";
  const auto parts = paragraphs(parse(wrapped));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].ends_with("con una gara."));
}

TEST_CASE("Comments, bylines, links and share bars are left out") {
  const Article article = parse(
      "Il titolo\ndi Anna Bianchi\nIl testo dell'articolo comincia qui.\nLeggi anche: Altro pezzo\n"
      "1 https://example.org/a/very/long/link\nUltimo capoverso del testo.\n8 risposte a “Il titolo”\n"
      "  1. Avatar Tizio\n     Non sono d'accordo con l'autore.\n");
  CHECK(paragraphs(article) ==
        Strings{"Il titolo", "Il testo dell'articolo comincia qui.", "Ultimo capoverso del testo."});
  CHECK(article.metadata.title == "Il titolo");
  CHECK(paragraphs(parse("The firm grew.\n\nShe said so.\n\n3 Comments\n\nFirst!")) ==
        Strings{"The firm grew.", "She said so."});
}

TEST_CASE("A sentence that opens like boilerplate is not taken for it") {
  const std::string text =
      "Il testo comincia.\n\nCommenti e reazioni non si sono fatti attendere, e la borsa ha perso il 3 per "
      "cento.\n\nFine.";
  CHECK(paragraphs(parse(text)).size() == 3);
}

TEST_CASE("Markdown's marks are hidden and its headings known") {
  const std::string source =
      "---\ntitle: Uno\ndate: 2025-01-02\n---\n\n# Il *grande* titolo\n\nHa comprato "
      "[Kinara](https://k.example) per "
      "**307 milioni**\ndi dollari.\n\n- primo punto\n- secondo punto\n";
  const Article article = parse(source, ArticleFormat::Markdown);
  CHECK(article.metadata.date == "2025-01-02");
  Article analysed = article;
  analysed.metadata.language = "it";
  const Document document = analysis().analyse(analysed);
  std::vector<std::string> all;
  for (const Sentence& sentence : document.sentences)
    for (const std::string& surface : surfaces(sentence)) all.push_back(surface);
  CHECK(std::find(all.begin(), all.end(), "Kinara") != all.end());
  CHECK(std::find(all.begin(), all.end(), "[") == all.end());
  CHECK(std::find(all.begin(), all.end(), "*") == all.end());
  const Token& name = token(document, "Kinara");
  CHECK(document.text.substr(name.span.begin, name.span.size()) == "Kinara");
  CHECK(document.sentences[1].heading);
}

TEST_CASE("HTML gives its text, metadata and headings without the page around it") {
  const std::string page = R"(<!DOCTYPE html><html lang="it"><head><title>Titolo &egrave; qui | Sito</title>
<meta property="og:title" content="Titolo &egrave; qui"><meta property="article:published_time" content="2025-02-04T10:00:00Z">
<meta name="author" content="Anna B."><meta property="og:site_name" content="Il Sito"><script>var x = "no";</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Titolo &egrave; qui</h1><p>Nvidia ha perso il 17&nbsp;% &amp; poi
ha   recuperato.</p><div class="social-share">Condividi</div><p>Un <a href="x">nuovo</a> modello.<br>Altra riga.</p>
<h2>Sezione</h2><ul><li><a href="1">Altro articolo da leggere</a></li></ul></article><footer>P. IVA</footer></body></html>)";
  const Article article = parse(page, ArticleFormat::Html);
  CHECK(article.metadata.title == "Titolo è qui");
  CHECK(article.metadata.date == "2025-02-04");
  CHECK(article.metadata.author == "Anna B.");
  CHECK(article.metadata.source == "Il Sito");
  CHECK(paragraphs(article) == Strings{"Titolo è qui", "Nvidia ha perso il 17\xC2\xA0% & poi ha recuperato.",
                                       "Un nuovo modello.", "Altra riga.", "Sezione"});
  CHECK(article.paragraphs[0].heading);
}

TEST_CASE("HTML in another declared encoding is converted") {
  const Article article = parse(
      "<html><head><meta charset=\"iso-8859-1\"></head><body><p>La citt\xE0 \xE8 grande.</p></body></html>",
      ArticleFormat::Html);
  CHECK(paragraphs(article) == Strings{"La città è grande."});
}

TEST_CASE("HTML that lies about its encoding still gives valid text") {
  for (const std::string head :
       {"", "<meta charset=utf-8>", "<meta charset=\"nonsense\">", "<meta charset=\"utf-16\">"}) {
    const Article article = parse(
        "<html><head>" + head + "</head><body><p>La citt\xE0 \x93grande\x94 \xE8 qui.</p></body></html>",
        ArticleFormat::Html);
    CHECK_FALSE(find_invalid_utf8(article.text));
    if (head.find("non") == std::string::npos)
      CHECK(paragraphs(article) == Strings{"La città “grande” è qui."});
  }
}

TEST_CASE("HTML that ends where its encoding should stand is read") {
  const Article article = parse("<html><body><p>La citt\xE0 charset=", ArticleFormat::Html);
  CHECK(paragraphs(article) == Strings{"La città charset="});
}

TEST_CASE("A line of JSON gives id, metadata and text") {
  const Article article = parse(
      R"({"url": "https://x/1", "title": "Uno", "date": "2025-02-04T08:00", "source": "S", "body": "Primo.\n\nSecondo."})",
      ArticleFormat::Json);
  CHECK(article.metadata.id == "https://x/1");
  CHECK(article.metadata.date == "2025-02-04");
  CHECK(paragraphs(article) == Strings{"Uno", "Primo.", "Secondo."});
  CHECK(error_of("{\"title\": \"x\"}", ArticleFormat::Json).find("no text") != std::string::npos);
  CHECK(error_of("{broken", ArticleFormat::Json).find("not JSON") != std::string::npos);
}

TEST_CASE("Tags and entities of HTML in a text are no words of it") {
  const std::string text =
      "title: Cordata &amp; Figli\nlanguage: it\n\n"
      "<p>La <b>Bellatrix</b> ha comprato la <a href=\"https://x.it/?a=1&amp;b=2\">Cordata &amp; Figli</a>, "
      "societ&agrave; di Torino.</p><p class='x'>Vale 20&nbsp;milioni &#8212; dice l&#x2019;azienda.<br/>Non "
      "di "
      "pi&ugrave;.</p><!-- <p>altro</p> --><script>var a = '<p>';</script>\n";
  const Article article = parse(text);
  CHECK(article.metadata.title == "Cordata & Figli");
  CHECK(paragraphs(article) == Strings{"Cordata & Figli",
                                       "La Bellatrix ha comprato la Cordata & Figli, società di Torino.",
                                       "Vale 20\xC2\xA0milioni — dice l’azienda.", "Non di più."});
  CHECK(paragraphs(parse("Uno &egrave; <em>bello</em>.\n\n- <strong>Due</strong>\n",
                         ArticleFormat::Markdown)) == Strings{"Uno è bello.", "Due"});
  const Article line =
      parse(R"({"id": "1", "title": "R&amp;D", "text": "<p>Alba grew.</p><p>Borea shrank.</p>"})",
            ArticleFormat::Json);
  CHECK(line.metadata.title == "R&D");
  CHECK(paragraphs(line) == Strings{"R&D", "Alba grew.", "Borea shrank."});
  CHECK(error_of("<p></p><br>") == "it holds no article text");
}

TEST_CASE("What only looks like markup stays as it is") {
  for (const std::string text :
       {"Sales were 3 < 4 and 5 > 2 at AT&T; R&D; at Q&A.", "Write to <ada@example.org> or <Name>.",
        "See <https://example.org/?a=1&copy=2&lt> for p<q and a <b and c> d.", "a <b", "<p", "&;", "&#;",
        "&#0;", "&#xD800;", "&#99999999999;", "<!-- open", "&notanentity;", "</b c=d>", "<b", "x &amp",
        "<p\"x\">"}) {
    INFO(text);
    CHECK(plain_text(text) == text);
  }
  // Nor does it take long.
  std::string hostile;
  for (int i = 0; i < 300000; ++i) hostile += i % 3 == 0 ? "<!--" : i % 3 == 1 ? "<script>" : "<a x=\"";
  CHECK_FALSE(plain_text(hostile).empty());
}

TEST_CASE("What is no article is refused in one sentence") {
  CHECK(error_of("") == "it is empty");
  CHECK(error_of("  \n\n ") == "it holds no article text");
  CHECK(error_of(std::string("PK\x03\x04\0\0abc", 9)) == "it is binary: no text");
  CHECK(error_of("citt\xE0 grande").find("byte 4") != std::string::npos);
  CHECK(error_of("\xFF\xFE"
                 "a")
            .find("UTF-16") != std::string::npos);
  CHECK(error_of(std::string(2 << 20, 'a')).find("paragraph") != std::string::npos);
}

TEST_CASE("What Trama keeps in a folder of articles is none of them") {
  const Folder folder;
  folder.write("in/a.txt", "Corpo del testo.");
  folder.write("in/news.db/trama", "trama database\nformat 1\n");
  folder.write("in/news.db/checkpoints/1/000001.sst", "x");
  folder.write("in/news.db/notes.txt", "x");
  folder.write("in/trama/b.txt", "Altro testo.");
  folder.write("in/c.pdf", "x");
  std::istringstream standard_input;
  ArticleReader reader({folder.path() + "/in"}, boilerplate(), standard_input);
  CHECK(reader.files() == 2);
  CHECK(reader.passed_over() == std::map<std::string, size_t>{{".pdf", 1}});
}

TEST_CASE("A folder is read in order, and a bad file costs only itself") {
  const Folder folder;
  folder.write("b.txt", "Secondo testo.");
  folder.write("a/z.md", "Primo testo.");
  folder.write("c.txt", "citt\xE0");
  folder.write(".hidden.txt", "No.");
  folder.write("picture.png", "No.");
  folder.write("a/picture.PNG", "No.");
  folder.write("Makefile", "No.");
  folder.write("d.jsonl",
               "{\"id\": \"1\", \"text\": \"Terzo.\"}\nbroken\n\n{\"id\": \"2\", \"text\": \"Quarto.\"}\n");
  const std::string huge = folder.write("e.txt", "");
  fs::resize_file(huge, size_t{100} << 20);  // sparse
  std::istringstream standard_input;
  ArticleReader reader({folder.path(), folder.path() + "/none.txt"}, boilerplate(), standard_input);
  CHECK(reader.files() == 6);
  Strings seen;
  while (auto item = reader.next()) {
    const std::string name = item->name.substr(folder.path().size() + 1);
    if (const Article* article = std::get_if<Article>(&item->article))
      seen.push_back(name + "=" + article->metadata.id.substr(article->metadata.id.rfind('/') + 1));
    else
      seen.push_back(name + "!");
  }
  CHECK(seen == Strings{"a/z.md=z.md", "b.txt=b.txt", "c.txt!", "d.jsonl:1=1", "d.jsonl:2!", "d.jsonl:4=2",
                        "e.txt!", "none.txt!"});
  CHECK(reader.files_done() == 6);
  CHECK(reader.passed_over() == std::map<std::string, size_t>{{"", 1}, {".png", 2}});
}

TEST_CASE(
    "Links are followed to no folder twice, and a folder may hold pipes, devices and names of any bytes") {
  const Folder folder;
  folder.write("a.txt", "Primo testo.");
  folder.write("sub/b.txt", "Secondo testo.");
  folder.write("nome-\xE0.txt", "Terzo testo.");
  for (const char* link : {"loop", "again"})
    fs::create_directory_symlink(".", folder.path() + "/sub/" + link);
  fs::create_directory_symlink("..", folder.path() + "/sub/up");
  fs::create_directory_symlink("sub", folder.path() + "/zz");
  REQUIRE(::mkfifo((folder.path() + "/pipe.txt").c_str(), 0600) == 0);
  REQUIRE(::mkfifo((folder.path() + "/pipe.jsonl").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", folder.path() + "/zero.txt");
  std::istringstream standard_input;
  ArticleReader reader({folder.path()}, boilerplate(), standard_input);
  Strings seen;
  while (auto item = reader.next()) {
    const Error* error = std::get_if<Error>(&item->article);
    seen.push_back(item->name.substr(folder.path().size() + 1) + (error ? ": " + error->message() : ""));
  }
  CHECK(seen == Strings{"a.txt", "nome-\xE0.txt: its name is not UTF-8", "pipe.jsonl: it is no regular file",
                        "pipe.txt: it is no regular file", "sub/b.txt", "zero.txt: it is no regular file"});
}

TEST_CASE("A JSON line that is too long is refused, and the next is read") {
  std::istringstream standard_input(std::string(kLargestArticle + 5, ' ') +
                                    "{}\n{\"id\": \"x\", \"text\": \"Un testo.\"}\n");
  ArticleReader reader({"-"}, boilerplate(), standard_input);
  const auto blank = reader.next();
  REQUIRE(blank);
  CHECK(std::get<Article>(blank->article).metadata.id == "x");

  std::istringstream long_line(std::string(kLargestArticle + 5, 'a') +
                               "\n{\"id\": \"y\", \"text\": \"Un testo.\"}\n");
  ArticleReader second({"-"}, boilerplate(), long_line);
  CHECK(std::get<Error>(second.next()->article).detail() == "TooLarge");
  CHECK(std::get<Article>(second.next()->article).metadata.id == "y");
}

TEST_CASE("JSON lines that cannot be read to their end are an error, not an end") {
  std::ifstream standard_input(fs::temp_directory_path());  // a folder opens, and cannot be read
  ArticleReader reader({"-"}, boilerplate(), standard_input);
  const auto item = reader.next();
  REQUIRE(item);
  CHECK(std::holds_alternative<Error>(item->article));
  CHECK_FALSE(reader.next());
}

TEST_CASE("An article of JSON lines with an id of its own is the same on whatever line, others are not") {
  const Folder folder;
  const auto articles = [&](const std::string& lines) {
    const std::string path = folder.write("feed.jsonl", lines);
    std::istringstream none;
    ArticleReader reader({path}, boilerplate(), none);
    Strings seen;
    while (auto item = reader.next()) {
      const ArticleMetadata& metadata = std::get<Article>(item->article).metadata;
      seen.push_back(metadata.id + " in " + metadata.path.substr(folder.path().size() + 1));
    }
    return seen;
  };
  const std::string old = R"({"id": "old", "text": "Un testo."})";
  CHECK(articles(old + "\n") == Strings{"old in feed.jsonl"});
  CHECK(articles(R"({"id": "new", "text": "Altro."})"
                 "\n" +
                 old + "\n") == Strings{"new in feed.jsonl", "old in feed.jsonl"});
  CHECK(articles(R"({"text": "Un testo."})") == Strings{folder.path() + "/feed.jsonl:1 in feed.jsonl:1"});
}

TEST_CASE("Text on the standard input is told from JSON lines, a page in a text file from text") {
  std::istringstream standard_input("title: Uno\n");
  ArticleReader reader({"-"}, boilerplate(), standard_input);
  const Error error = std::get<Error>(reader.next()->article);
  CHECK(error.message().starts_with("this line is not JSON at column 2"));
  CHECK(error.hint() == "'-' is a JSON object a line; write an article of text to a file");

  const Folder folder;
  std::istringstream none;
  ArticleReader pages({folder.write("a.txt", "<!doctype html><p>Un testo.</p>"),
                       folder.write("b.txt", "Il tag <html> apre la pagina.")},
                      boilerplate(), none);
  CHECK(std::get<Error>(pages.next()->article).hint() == "let its name end in .html");
  CHECK(std::holds_alternative<Article>(pages.next()->article));
}

TEST_CASE("A file whose name tells no format is known by its beginning") {
  const Folder folder;
  const auto read = [&](const std::string& name, const std::string& bytes) {
    std::istringstream none;
    ArticleReader reader({folder.write(name, bytes)}, boilerplate(), none);
    return reader.next()->article;
  };
  const auto page =
      read("page", "\n<!DOCTYPE html><title>T</title><p>Microsoft acquired Nuance in 2022.</p>");
  REQUIRE(std::holds_alternative<Article>(page));
  CHECK(std::get<Article>(page).text.find('<') == std::string::npos);
  CHECK(std::holds_alternative<Article>(read("notes", "Microsoft acquired Nuance in 2022.")));
  for (const char* markup :
       {"<?xml version=\"1.0\"?><rss/>", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}) {
    const auto drawing = read("drawing.svg", markup);
    REQUIRE(std::holds_alternative<Error>(drawing));
    CHECK(std::get<Error>(drawing).message() == "it is XML: no article");
  }
}

TEST_CASE("JSON lines come from the standard input") {
  std::istringstream standard_input("{\"id\": \"x\", \"text\": \"Un testo.\"}\n");
  ArticleReader reader({"-"}, boilerplate(), standard_input);
  const auto item = reader.next();
  REQUIRE(item);
  CHECK(std::get<Article>(item->article).metadata.id == "x");
  CHECK_FALSE(reader.next());
}
