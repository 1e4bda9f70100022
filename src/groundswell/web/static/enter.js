// The code stands after "#", which browsers do not send; it is taken out of the address at once and posted.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  history.replaceState(null, "", "/enter");
  document.getElementById("code").value = code;
  document.querySelector("form").submit();
}
