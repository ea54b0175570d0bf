"use strict";
(() => {
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const draw = (link, name) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, name), "image/png");
    };
    image.src = link.href;
  };
  const land = document.querySelector("svg.defs defs:last-child");
  for (const link of document.querySelectorAll("a.svg[hidden]")) {
    const outlines = new XMLSerializer().serializeToString(land);
    link.href = link.getAttribute("href").replace("(land)", encodeURIComponent(outlines));
    link.hidden = false;
  }
  for (const button of document.querySelectorAll("button.png")) {
    button.hidden = false;
    button.addEventListener("click", () => draw(button.parentElement.querySelector("a.svg"), button.dataset.name));
  }
})();
