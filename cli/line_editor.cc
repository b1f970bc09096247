#include "cli/line_editor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

constexpr int kHistorySize = 5000;
constexpr size_t kMostListed = 100;
constexpr size_t kListColumns = 78;

std::string common_prefix(const std::vector<std::string>& words) {
  std::string prefix = words.front();
  for (const std::string& word : words) {
    size_t length = 0;
    while (length < std::min(prefix.size(), word.size()) && prefix[length] == word[length]) ++length;
    prefix.resize(length);
  }
  while (!prefix.empty() && find_invalid_utf8(prefix)) prefix.pop_back();  // not within a code point
  return prefix;
}

void list_candidates(const std::vector<std::string>& words) {
  size_t width = 0;
  const size_t shown = std::min(words.size(), kMostListed);
  for (size_t i = 0; i < shown; ++i) width = std::max(width, display_width(words[i]) + 2);
  const size_t columns = std::max<size_t>(1, kListColumns / width);
  std::fputc('\n', stdout);
  for (size_t i = 0; i < shown; ++i) {
    const std::string word = printable(words[i]);
    std::fputs(word.c_str(), stdout);
    const bool ends_line = (i + 1) % columns == 0 || i + 1 == shown;
    if (ends_line) {
      std::fputc('\n', stdout);
    } else {
      std::fputs(std::string(width - std::min(width, display_width(word)), ' ').c_str(), stdout);
    }
  }
  if (shown < words.size()) std::printf("… and %zu more\n", words.size() - shown);
  std::fflush(stdout);
}

// One entry a line in the file: line feeds and backslashes are escaped.
std::string to_file_line(const std::string& entry) {
  std::string out;
  for (const char c : entry) out += c == '\n' ? "\\n" : c == '\\' ? "\\\\" : std::string(1, c);
  return out;
}

std::string from_file_line(const std::string& line) {
  std::string out;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      out += line[++i] == 'n' ? '\n' : line[i];
    } else {
      out += line[i];
    }
  }
  return out;
}

}  // namespace

struct LineEditor::State {
  std::string history_file;
  Completer completer;
  std::string prompt;
  bool interactive = false;
  bool interrupted = false;
  EditLine* editor = nullptr;
  History* history = nullptr;
  std::vector<std::string> entries;

  static State& of(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<State*>(data);
  }

  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  // Reads one character; Ctrl-C ends the line instead of the program.
  static int read_character(EditLine* editor, wchar_t* out) {
    State& state = of(editor);
    std::mbstate_t decoder{};
    while (true) {
      std::array<pollfd, 2> waiting = {pollfd{STDIN_FILENO, POLLIN, 0},
                                       pollfd{interrupt_descriptor(), POLLIN, 0}};
      const int ready = poll(waiting.data(), waiting.size(), -1);
      if (ready < 0 && errno != EINTR) return -1;
      if (ready > 0 && waiting[1].revents != 0) {
        state.interrupted = true;
        return 0;
      }
      if (ready <= 0) continue;
      char byte = 0;
      const ssize_t n = ::read(STDIN_FILENO, &byte, 1);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return static_cast<int>(n);
      const size_t used = std::mbrtowc(out, &byte, 1, &decoder);
      if (used == static_cast<size_t>(-2)) continue;  // more bytes to come
      if (used != static_cast<size_t>(-1)) return 1;
      decoder = {};  // a byte that is no text is dropped
    }
  }

  static unsigned char complete(EditLine* editor, int) {
    State& state = of(editor);
    const LineInfo* info = el_line(editor);
    const std::string before(info->buffer, info->cursor);
    const Completions found = state.completer(before);
    if (found.candidates.empty()) return CC_REFRESH_BEEP;
    const std::string word = before.substr(found.begin);
    std::string replacement = common_prefix(found.candidates);
    const bool longer = replacement.size() > word.size();
    if (!longer && found.candidates.size() > 1) {
      list_candidates(found.candidates);
      return CC_REDISPLAY;
    }
    el_deletestr(editor, static_cast<int>(code_point_count(word)));
    if (found.candidates.size() == 1 && replacement.back() != '/' && replacement.back() != '(')
      replacement += ' ';
    el_insertstr(editor, replacement.c_str());
    return CC_REFRESH;
  }

  void start() {
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
    editor = el_init("trama", stdin, stdout, stderr);
    history = history_init();
    HistEvent event;
    ::history(history, &event, H_SETSIZE, kHistorySize);
    ::history(history, &event, H_SETUNIQUE, 1);
    for (const std::string& entry : entries) enter(entry);
    el_set(editor, EL_CLIENTDATA, this);
    el_set(editor, EL_PROMPT, show_prompt);
    el_set(editor, EL_HIST, ::history, history);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_SIGNAL, 0);
    el_set(editor, EL_GETCFN, read_character);
    el_set(editor, EL_ADDFN, "trama-complete", "Complete the word", complete);
    el_set(editor, EL_BIND, "^I", "trama-complete", nullptr);
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_source(editor, nullptr);  // the user's ~/.editrc
  }

  void enter(const std::string& entry) {
    // libedit recalls an entry into one line.
    std::string line = entry;
    if (entry.find("//") == std::string::npos) std::replace(line.begin(), line.end(), '\n', ' ');
    HistEvent event;
    ::history(history, &event, H_ENTER, line.c_str());
  }

  ~State() {
    if (history != nullptr) history_end(history);
    if (editor != nullptr) el_end(editor);
  }
};

LineEditor::LineEditor(std::string history_file, Completer completer) : state_(std::make_unique<State>()) {
  state_->history_file = std::move(history_file);
  state_->completer = std::move(completer);
  state_->interactive = isatty(STDIN_FILENO) != 0;
  if (!state_->interactive) return;
  std::ifstream file(state_->history_file);
  for (std::string line; std::getline(file, line);) state_->entries.push_back(from_file_line(line));
  if (state_->entries.size() > kHistorySize) {
    state_->entries.erase(state_->entries.begin(), state_->entries.end() - kHistorySize);
  }
  state_->start();
}

LineEditor::~LineEditor() = default;

LineEditor::Event LineEditor::read(const std::string& prompt, std::string& line) {
  if (!state_->interactive) return std::getline(std::cin, line) ? Event::Line : Event::End;
  state_->prompt = prompt;
  state_->interrupted = false;
  reset_interrupt();
  el_resize(state_->editor);
  // Before the prompt is shown, so that what is typed at it is the editor's: libedit alone would switch the
  // terminal after it, and a Ctrl-D between the two would be lost.
  el_set(state_->editor, EL_PREP_TERM, 1);
  int length = 0;
  const char* text = el_gets(state_->editor, &length);
  if (state_->interrupted) {
    std::fputs("^C\n", stdout);
    el_reset(state_->editor);
    return Event::Interrupted;
  }
  if (text == nullptr || length <= 0) return Event::End;
  line.assign(text, static_cast<size_t>(length));
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return Event::Line;
}

void LineEditor::remember(const std::string& entry) {
  if (entry.empty() || (!state_->entries.empty() && state_->entries.back() == entry)) return;
  state_->entries.push_back(entry);
  if (!state_->interactive) return;
  state_->enter(entry);
  if (state_->history_file.empty()) return;
  // A history that cannot be kept is no reason to trouble the user.
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(state_->history_file).parent_path(), ignored);
  std::ofstream file(state_->history_file, std::ios::app);
  file << to_file_line(entry) << "\n";
}

std::vector<std::string> LineEditor::history(size_t most) const {
  const auto& all = state_->entries;
  return {all.end() - static_cast<std::ptrdiff_t>(std::min(most, all.size())), all.end()};
}

bool LineEditor::interactive() const { return state_->interactive; }

}  // namespace trama::cli
