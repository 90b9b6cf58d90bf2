// What the page does beyond its forms: order by keyboard and by dragging, keeping the place in
// the preview, printing from a frame. Without it everything works through the forms' buttons.
"use strict";

const root = document.documentElement;
root.classList.add("js");
const $ = (id) => document.getElementById(id);
const form = $("pick");

function say(words) {
  $("said").textContent = words;
}

// The page's words come with the page, in its language, with the names of values in braces.
function saying(name, values = {}) {
  return $("sayings").dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

if (form) {
  // --- the order of the sections ---

  const refresh = () => htmx.trigger(form, "refresh");

  function renumber(list) {
    [...list.children].forEach((item, index) => {
      item.querySelector(".n").textContent = index + 1;
      const [up, down] = item.querySelectorAll(".step");
      up.toggleAttribute("aria-disabled", index === 0);
      down.toggleAttribute("aria-disabled", index === list.children.length - 1);
      for (const step of [up, down])
        if (step.hasAttribute("aria-disabled")) step.setAttribute("aria-disabled", "true");
    });
  }

  function move(item, by, focus) {
    const list = item.parentElement;
    const place = [...list.children].indexOf(item);
    const goal = place + by;
    if (goal < 0 || goal >= list.children.length) {
      say(saying(by < 0 ? "first" : "last"));
      return;
    }
    list.insertBefore(item, by < 0 ? list.children[goal] : list.children[goal].nextSibling);
    renumber(list);
    focus.focus();
    refresh();
    moved = saying("moved", {
      heading: item.dataset.heading,
      place: goal + 1,
      count: list.children.length,
    });
    say(moved);
  }
  let moved = "";

  // Out of the order: its box below is unticked, and the next one has the focus.
  function leaveOut(item) {
    const beside = item.nextElementSibling ?? item.previousElementSibling;
    const list = item.parentElement;
    $("s-" + item.querySelector("input").value).checked = false;
    item.remove();
    renumber(list);
    (beside ? beside.querySelector(".step:last-child") : $("what")).focus({ preventScroll: true });
    refresh();
    moved = saying("out", { heading: item.dataset.heading });
    say(moved);
  }

  form.addEventListener("click", (event) => {
    const step = event.target.closest(".order .step");
    if (!step) return;
    event.preventDefault();
    if (step.value.startsWith("out:")) leaveOut(step.closest("li"));
    else move(step.closest("li"), step.value.startsWith("up:") ? -1 : 1, step);
  });

  form.addEventListener("keydown", (event) => {
    const item = event.target.closest(".order li");
    if (item && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(item, event.key === "ArrowUp" ? -1 : 1, event.target);
    }
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      if (event.target.id === "name") $("save").click();
    }
  });

  let dragged = null;
  let before = "";
  const written = () => [...document.querySelectorAll("#order li input")].map((i) => i.value).join();
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest ? event.target.closest(".order li") : null;
    if (!dragged) return;
    before = written();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.heading);
    dragged.classList.add("dragged");
  });
  form.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest(".order li");
    if (!over) return;
    event.preventDefault();
    if (over === dragged) return;
    const middle = over.getBoundingClientRect();
    const below = event.clientY > middle.top + middle.height / 2;
    over.parentElement.insertBefore(dragged, below ? over.nextSibling : over);
    renumber(over.parentElement);
  });
  form.addEventListener("drop", (event) => dragged && event.preventDefault());
  form.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    dragged = null;
    if (written() !== before) refresh();
  });
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (dragged && event.detail.target.id === "order") event.detail.shouldSwap = false;
  });

  // htmx would send a change to wherever the button that was pressed last leads.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form) event.detail.path = form.getAttribute("hx-post");
  });

  // --- the preview: same place, no flicker, the address follows ---

  let scrolled = 0;
  let pictures = [];
  let opened = false;
  let swapping = false;
  let pressed = "";
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".again");
    if (button) pressed = button.closest("section").id;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "see") return;
    swapping = true;
    const stage = $("stage");
    scrolled = stage ? stage.scrollTop : 0;
    pictures = [...document.querySelectorAll("#stage .paper > img:first-child")];
    opened = $("sources") ? $("sources").open : false;
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    // It comes once for every part that was swapped.
    if (!swapping) return;
    swapping = false;
    const stage = $("stage");
    document.querySelectorAll("#stage .paper > img").forEach((fresh, index) => {
      const old = pictures[index];
      if (!old || !old.complete || fresh.complete) return;
      old.className = "old";
      old.alt = "";
      old.removeAttribute("loading");
      fresh.after(old);
      const gone = () => old.remove();
      fresh.addEventListener("load", gone);
      fresh.addEventListener("error", gone);
    });
    if (stage) stage.scrollTop = scrolled;
    if ($("sources")) $("sources").open = opened;
    watch();
    // A button that did its work is gone: go on where it stood.
    if (pressed && document.activeElement === document.body) $(pressed).focus({ preventScroll: true });
    pressed = "";
    history.replaceState(null, "", $("link").getAttribute("href"));
    if (moved) say(moved + " " + $("said").textContent);
    moved = "";
  });

  // After a change of the page's language: the address of the pick, to reload or to keep.
  if (new URLSearchParams(location.search).has("words"))
    history.replaceState(null, "", $("link").getAttribute("href"));

  // A section that a search found: go on at its box.
  if (location.hash.startsWith("#s")) $(location.hash.slice(1))?.focus();

  // --- the link to this pick: copied, for going to where one is would say nothing ---

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // An address without HTTPS, as of another machine in the clinic, has no clipboard.
    const holder = document.createElement("textarea");
    holder.value = text;
    holder.readOnly = true;
    holder.className = "vh";
    const focused = document.activeElement;
    document.body.append(holder);
    holder.select();
    const copied = document.execCommand("copy");
    holder.remove();
    focused.focus({ preventScroll: true });
    if (!copied) throw new Error("not copied");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".copy");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link.href).then(
      () => {
        tell(saying("copied"));
        setTimeout(() => $("notice").textContent.includes(saying("copied")) && tell(""), 6000);
      },
      () => location.assign(link.href),
    );
  });

  function papers() {
    return [...document.querySelectorAll("#stage .paper")];
  }
  let place = 0;
  function here() {
    const stage = $("stage");
    const low = stage.scrollHeight - stage.clientHeight;
    if (stage.scrollTop > 0 && stage.scrollTop >= low - 2) return papers().length - 1;
    const tops = papers().map((paper) => Math.abs(paper.offsetTop - stage.scrollTop));
    return tops.indexOf(Math.min(...tops));
  }
  function name(index) {
    place = index;
    $("at").textContent = papers()[index].dataset.name;
  }
  function watch() {
    const stage = $("stage");
    if (!stage || !$("at")) return;
    stage.addEventListener("scroll", () => name(here()), { passive: true });
    name(here());
  }
  watch();
  form.addEventListener("click", (event) => {
    const turn = event.target.closest(".turn-page");
    if (!turn) return;
    const all = papers();
    const goal = Math.min(all.length - 1, Math.max(0, place + Number(turn.dataset.turn)));
    $("stage").scrollTo({ top: all[goal].offsetTop });
    name(goal);
    say(saying("at", { page: all[goal].dataset.name, count: all.length }));
  });

  // --- printing: the PDF in a frame of this page, so that only the dialog opens ---

  form.addEventListener("click", (event) => {
    const print = event.target.closest("#print");
    if (!print || !navigator.pdfViewerEnabled) return;
    event.preventDefault();
    const frame = $("printer");
    frame.addEventListener(
      "load",
      () => {
        try {
          frame.contentWindow.focus();
          frame.contentWindow.print();
        } catch {
          print.formTarget = "_blank";
          form.requestSubmit(print);
        }
      },
      { once: true },
    );
    print.formTarget = "printer";
    form.requestSubmit(print);
    say(saying("printing"));
  });

  // --- when the server is busy, gone, or asks who this is ---

  function tell(words, entrance = false) {
    const notice = $("notice");
    const [text, link] = notice.children;
    text.textContent = words;
    link.hidden = !entrance;
    link.href = "/enter?to=" + encodeURIComponent($("link").getAttribute("href"));
    notice.hidden = !words;
    if (words) say(words);
  }
  document.body.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401) tell(saying("token"), true);
    else if (answer.status === 503) {
      const seconds = Number(answer.getResponseHeader("Retry-After")) || 2;
      tell(saying("busy", { seconds }));
      setTimeout(refresh, seconds * 1000);
    } else if (event.detail.target.id === "see") open("see");
  });
  for (const silence of ["htmx:sendError", "htmx:timeout"])
    document.body.addEventListener(silence, () => tell(saying("gone")));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) tell("");
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "saved") $("saved").scrollIntoView({ block: "nearest" });
  });

  // --- one step at a time on a narrow screen ---

  const tabs = [...document.querySelectorAll(".tabs a")];
  function open(name, focus) {
    document.body.dataset.tab = name;
    for (const tab of tabs) {
      if (tab.hash === "#" + name) tab.setAttribute("aria-current", "step");
      else tab.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
    if (focus) $(name).focus({ preventScroll: true });
  }
  document.body.dataset.tab = "what";
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".tabs a, #dock-see, .skip");
    if (!link || !["#what", "#look", "#see"].includes(link.hash)) return;
    event.preventDefault();
    open(link.hash.slice(1), !link.closest(".tabs"));
  });
}
