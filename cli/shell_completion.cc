#include "cli/shell_completion.h"

#include <algorithm>
#include <sstream>

#include "cli/choices.h"
#include "cli/command.h"
#include "cli/dot_commands.h"
#include "cli/wrapped_text.h"

namespace trama::cli {

namespace {

constexpr size_t kManColumns = 72;  // of the page's source

// "--format", "-f": what completes an option, long names first.
std::vector<std::string> option_words(const CLI::Option& option) {
  std::vector<std::string> out;
  for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
  for (const std::string& name : option.get_snames()) out.push_back("-" + name);
  return out;
}

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

std::vector<const CLI::Option*> visible_options(const CLI::App& app) {
  std::vector<const CLI::Option*> out;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty() && !option->get_positional()) out.push_back(option);
  }
  return out;
}

std::vector<const CLI::App*> visible_commands(const CLI::App& app) {
  std::vector<const CLI::App*> out;
  for (const CLI::App* sub : app.get_subcommands(nullptr)) {
    if (!sub->get_group().empty()) out.push_back(sub);
  }
  return out;
}

std::string words_of(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : visible_options(app)) {
    for (const std::string& word : option_words(*option)) out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

std::string single_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// An option's or an argument's choices between blanks; empty where anything goes.
std::string choices_text(const CLI::App& command, const CLI::Option& option) {
  std::string out;
  for (const std::string& choice : choices_of(command.get_name(), option.get_name()))
    out += (out.empty() ? "" : " ") + choice;
  return out;
}

// The choices of the command's first argument.
std::string first_choices(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional()) return choices_text(command, *option);
  return "";
}

std::string command_words(const CLI::App& app) {
  std::string out;
  for (const CLI::App* sub : visible_commands(app)) out += (out.empty() ? "" : " ") + sub->get_name();
  return out;
}

// Bash takes "--format=csv" for three words.
std::string bash_script(const CLI::App& app) {
  std::ostringstream out;
  out << "# bash completion for trama: eval \"$(trama completion bash)\"\n"
         "_trama() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\n"
         "  if [ \"$current\" = = ]; then current=; else\n"
         "    if [ \"$previous\" = = ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  fi\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    words=\""
      << command_words(app) << " help " << words_of(app)
      << "\"\n"
         "  else\n"
         "    case \"${COMP_WORDS[1]} $previous\" in\n";
  for (const CLI::App* sub : visible_commands(app)) {
    for (const CLI::Option* option : visible_options(*sub)) {
      if (!takes_value(*option)) continue;
      const std::string choices = choices_text(*sub, *option);
      for (const std::string& word : option_words(*option))
        out << "      '" << sub->get_name() << " " << word
            << "') words=" << (choices.empty() ? "-" : "\"" + choices + "\"") << " ;;\n";
    }
    if (const std::string choices = first_choices(*sub); !choices.empty())
      out << "      '" << sub->get_name() << " " << sub->get_name() << "') words=\"" << choices << "\" ;;\n";
  }
  out << "      'help help') words=\"" << command_words(app)
      << "\" ;;\n"
         "    esac\n"
         "  fi\n"
         "  if [ -z \"$words\" ] && [ \"${current#-}\" != \"$current\" ]; then\n"
         "    case ${COMP_WORDS[1]} in\n";
  for (const CLI::App* sub : visible_commands(app))
    out << "      " << sub->get_name() << ") words=\"" << words_of(*sub) << "\" ;;\n";
  out << "    esac\n"
         "  fi\n"
         "  if [ -n \"$words\" ] && [ \"$words\" != - ]; then\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _trama trama\n";
  return out.str();
}

// A word inside a zsh _arguments or _describe specification.
std::string zsh_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_script(const CLI::App& app) {
  std::ostringstream out;
  out << "#compdef trama\n"
         "# zsh completion for trama: source <(trama completion zsh), or this as _trama in a folder of "
         "$fpath\n"
         "_trama() {\n"
         "  local -a commands\n"
         "  commands=(\n";
  for (const CLI::App* sub : visible_commands(app)) {
    out << "    " << single_quoted(sub->get_name() + ":" + zsh_text(sub->get_description())) << "\n";
  }
  out << "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  case $words[2] in\n";
  for (const CLI::App* sub : visible_commands(app)) {
    out << "    " << sub->get_name() << ") _arguments";
    for (const CLI::Option* option : visible_options(*sub)) {
      for (const std::string& word : option_words(*option)) {
        const std::string choices = choices_text(*sub, *option);
        const std::string value = !takes_value(*option) ? ""
                                  : choices.empty()     ? ":value:_files"
                                                        : ":value:(" + choices + ")";
        out << " " << single_quoted(word + "[" + zsh_text(option->get_description()) + "]" + value);
      }
    }
    if (const std::string choices = first_choices(*sub); !choices.empty())
      out << " '2:choice:(" << choices << ")'";
    out << " '*:file:_files' ;;\n";
  }
  out << "    help) _describe command commands ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _trama ]]; then _trama \"$@\"; else compdef _trama trama; fi\n";
  return out.str();
}

std::string fish_script(const CLI::App& app) {
  std::ostringstream out;
  out << "# fish completion for trama: trama completion fish | source\n";
  for (const CLI::App* sub : visible_commands(app)) {
    out << "complete -c trama -n __fish_use_subcommand -a " << sub->get_name() << " -d "
        << single_quoted(sub->get_description()) << "\n";
  }
  for (const CLI::App* sub : visible_commands(app)) {
    for (const CLI::Option* option : visible_options(*sub)) {
      out << "complete -c trama -n '__fish_seen_subcommand_from " << sub->get_name() << "'";
      for (const std::string& name : option->get_lnames()) out << " -l " << name;
      for (const std::string& name : option->get_snames()) out << " -s " << name;
      const std::string choices = choices_text(*sub, *option);
      if (takes_value(*option)) out << (choices.empty() ? " -r" : " -x -a " + single_quoted(choices));
      out << " -d " << single_quoted(option->get_description()) << "\n";
    }
    if (const std::string choices = first_choices(*sub); !choices.empty())
      out << "complete -c trama -n '__fish_seen_subcommand_from " << sub->get_name() << "' -a "
          << single_quoted(choices) << "\n";
  }
  out << "complete -c trama -n __fish_use_subcommand -a help -d 'Say more about a command'\n"
         "complete -c trama -n '__fish_seen_subcommand_from help' -x -a "
      << single_quoted(command_words(app)) << "\n";
  return out.str();
}

std::string roff(const std::string& text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::string prose(const std::string& text) { return roff(wrapped(text, kManColumns, 0)); }

void options_to_roff(const CLI::App& app, std::ostringstream& out) {
  for (const CLI::Option* option : visible_options(app)) {
    std::string names;
    for (const std::string& word : option_words(*option)) names += (names.empty() ? "" : ", ") + word;
    const std::string value = option->get_type_name();  // with what it must be, after a colon
    if (takes_value(*option)) names += " " + value.substr(0, value.find(':'));
    out << ".TP\n.B " << roff(names) << "\n" << prose(option->get_description()) << "\n";
  }
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  if (shell == "bash") return bash_script(app);
  if (shell == "zsh") return zsh_script(app);
  if (shell == "fish") return fish_script(app);
  throw Error(ErrorKind::Usage, "no completion for the shell '" + shell + "'").hint("bash, zsh or fish");
}

std::string man_page(const CLI::App& app) {
  std::ostringstream out;
  out << ".TH TRAMA 1 2026-11-22 \"trama 0.1.0\" \"User Commands\"\n"
         ".SH NAME\ntrama \\- news articles to a knowledge graph\n"
         ".SH SYNOPSIS\n.B trama\n[\\fICOMMAND\\fR] [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
         ".SH DESCRIPTION\n"
      << prose(app.get_description()) << "\nWithout a command, trama starts its shell.\n.SH COMMANDS\n";
  for (const CommandEntry& entry : command_table()) {
    const CLI::App* sub = app.get_subcommand(entry.name);
    out << ".SS " << roff("trama " + std::string(entry.name));
    for (const CLI::Option* option : sub->get_options()) {
      if (option->get_positional()) out << " " << roff(option->get_name());
    }
    out << "\n" << prose(entry.summary) << ".\n";
    for (const CLI::Option* option : sub->get_options()) {
      if (!option->get_positional()) continue;
      out << ".TP\n.I " << roff(option->get_name()) << "\n" << prose(option->get_description()) << "\n";
    }
    options_to_roff(*sub, out);
    out << ".PP\nExample:\n.PP\n.EX\n" << roff(entry.example) << "\n.EE\n";
  }
  out << ".SH THE SHELL\nStatements end with \\(aq;\\(aq. A name alone shows what is known about it.\n";
  for (const DotCommand& command : dot_commands()) {
    out << ".TP\n.B " << roff(command.name);
    if (*command.arguments != '\0') out << " " << roff(command.arguments);
    out << "\n" << prose(command.summary) << ".\n";
    if (*command.help != '\0') out << prose(command.help) << "\n";
  }
  out << ".SH EXIT STATUS\n"
         ".TP\n.B 0\nDone.\n"
         ".TP\n.B 1\nSome inputs were refused or not analysed whole, a check found faults, or what was asked "
         "for was not found.\n"
         ".TP\n.B 2\nWrong usage, or an error in a query.\n"
         ".TP\n.B 3\nThe database is locked, missing or corrupt, or the disk refused.\n"
         ".TP\n.B 130\nInterrupted.\n"
         ".SH ENVIRONMENT\n"
         ".TP\n.B TRAMA_DB\nThe database's folder where \\-\\-db is not given.\n"
         ".TP\n.B TRAMA_KNOWLEDGE\nA folder whose files replace those of the program: schema, rules, "
         "gazetteers.\n"
         ".TP\n.B TRAMA_ANALYSER_TIMEOUT\nSeconds that one sentence may take in one of Apertium's programs "
         "before it "
         "is started anew; 20 where not set.\n"
         ".TP\n.B PAGER\nWhat the shell shows long results with, by default less.\n"
         ".TP\n.B NO_COLOR\nSwitches colours off where set.\n"
         ".TP\n.B XDG_STATE_HOME\nThe shell keeps its history in trama/history below it.\n";
  return out.str();
}

}  // namespace trama::cli
