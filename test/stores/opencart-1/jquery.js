// As much of jQuery 1.7.1 as these pages call.
window.$ = window.jQuery = (selector) => ({ submit: () => document.querySelector(selector).submit() });
window.jQuery.fn = { jquery: "1.7.1" };
