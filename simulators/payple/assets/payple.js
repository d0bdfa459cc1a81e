// The script a merchant's page loads: PaypleCpayAuthCheck(obj) opens the card window and brings its result back.
// Must never need jQuery, although pages bring it, nor evaluate text as code.
(function () {
  'use strict';

  const self = document.currentScript.src;
  const origin = new URL(self).origin;
  /** The newer script knows a client key; the older one does not, and neither does this file under its name. */
  const knowsClientKey = new URL(self).pathname.startsWith('/js/v1/');
  const leastWonInOldScript = 1000;
  const closedText = '결제를 종료하였습니다.';
  let overlay = null;
  let popup = null;
  let request = null;

  window.PaypleCpayAuthCheck = function (obj) {
    request = obj;
    const where = placeFor(obj);
    // A popup must be opened while the click is still fresh, so before anything is asked.
    if (where === 'popup') {
      popup = window.open('', 'cpayWinOpen');
      if (!popup) return window.alert('팝업이 차단되었습니다. 팝업을 허용해 주세요.');
    }
    if (where === 'iframe') drawOverlay(obj);
    authorize(obj).then(
      function (address) {
        const complaint = complaintAbout(obj);
        if (complaint) return stop(complaint);
        submit(obj, address, where);
      },
      function (error) {
        stop(error.message);
      },
    );
  };

  /** Absolute result address: the whole page goes. Otherwise a popup on phones and a frame on desktops. */
  function placeFor(obj) {
    if (!obj.callbackFunction && /^https?:\/\//i.test(obj.PCD_RST_URL || '')) return 'direct';
    return /Android|iPhone|iPad|iPod|Mobile/i.test(navigator.userAgent) ? 'popup' : 'iframe';
  }

  function authorize(obj) {
    if (knowsClientKey && obj.clientKey) return Promise.resolve(origin + '/index.php?ACT_=PAYM');
    const body = new FormData();
    body.append('payple_dir_path', obj.payple_dir_path || '');
    return fetch(authFile(obj), { method: 'POST', body: body, credentials: 'same-origin' })
      .then(function (response) {
        return response.json();
      })
      .then(function (keys) {
        if (keys.result !== 'success') throw new Error(keys.result_msg || '가맹점 인증에 실패하였습니다.');
        obj.PCD_CST_ID = keys.cst_id;
        obj.PCD_CUST_KEY = keys.custKey;
        obj.PCD_AUTH_KEY = keys.AuthKey;
        return keys.return_url;
      });
  }

  function authFile(obj) {
    const file = obj.payple_auth_file || 'payple_payAuth.html';
    if (file.charAt(0) === '/' || /^https?:\/\//i.test(file)) return file;
    return (obj.payple_dir_path || '') + '/cPayPayple/' + file;
  }

  function complaintAbout(obj) {
    if (obj.PCD_PAY_WORK === 'AUTH' || (knowsClientKey && obj.clientKey)) return null;
    if (!/^\d+$/.test(String(obj.PCD_PAY_TOTAL))) return '결제금액이 올바르지 않습니다.';
    return Number(obj.PCD_PAY_TOTAL) < leastWonInOldScript ? '결제금액은 1,000원 이상이어야 합니다.' : null;
  }

  function stop(sentence) {
    tidy();
    window.alert(sentence);
  }

  /** Every property becomes a field, and the page's own address goes with them. */
  function submit(obj, address, where) {
    const fields = Object.assign({}, obj, { PCD_HTTP_REFERER: location.href });
    if (!knowsClientKey) delete fields.clientKey;
    // A function is no field, but the window must know that the result stays in the page.
    if (obj.callbackFunction) fields.callbackFunction = obj.callbackFunction.name || 'callback';
    const target = { direct: '_self', popup: 'cpayWinOpen', iframe: 'cpay_ifr' }[where];
    postForm(address, fields, target);
  }

  function postForm(address, fields, target) {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = address;
    form.target = target;
    form.acceptCharset = 'UTF-8';
    form.hidden = true;
    Object.keys(fields).forEach(function (name) {
      const value = fields[name];
      if (value === undefined || value === null || typeof value === 'function' || typeof value === 'object') return;
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = name;
      input.value = String(value);
      form.appendChild(input);
    });
    document.body.appendChild(form);
    // A field named "submit" would hide the form's own method.
    HTMLFormElement.prototype.submit.call(form);
    form.remove();
  }

  function drawOverlay(obj) {
    tidy();
    const isWide = obj.PCD_PAY_TYPE === 'card' && obj.PCD_CARD_VER !== '01' && obj.PCD_PAY_WORK !== 'AUTH';
    overlay = document.createElement('div');
    overlay.id = 'cpay_overlay';
    style(overlay, {
      position: 'fixed',
      inset: '0',
      zIndex: '2147483000',
      display: 'grid',
      placeItems: 'center',
      background: 'rgba(16, 20, 28, 0.55)',
    });
    const frame = document.createElement('iframe');
    frame.name = 'cpay_ifr';
    frame.id = 'cpay_ifr';
    frame.title = 'Payple';
    style(frame, {
      width: isWide ? '692px' : '450px',
      height: isWide ? '550px' : '620px',
      maxWidth: '100%',
      maxHeight: '100%',
      border: '0',
      borderRadius: '14px',
      background: '#fff',
      boxShadow: '0 18px 60px rgba(0, 0, 0, 0.35)',
    });
    overlay.appendChild(frame);
    document.body.appendChild(overlay);
  }

  function style(element, rules) {
    Object.assign(element.style, rules);
  }

  function tidy() {
    if (overlay) overlay.remove();
    if (popup && !popup.closed) popup.close();
    overlay = null;
    popup = null;
  }

  // Like the real script, this asks nobody where a message comes from. A merchant must not believe a result anyway.
  window.addEventListener('message', function (event) {
    const message = event.data;
    if (!request || !message || typeof message !== 'object') return;
    if (message.type === 'resize') resize(message.data);
    if (message.type === 'pay_result') deliver(message.data);
    if (message.type === 'close') close();
  });

  function resize(height) {
    const frame = document.getElementById('cpay_ifr');
    if (frame && Number(height) > 0) frame.style.height = Math.min(Number(height), window.innerHeight) + 'px';
  }

  /** A close gives the request back, tokens included. */
  function close() {
    const result = Object.assign({}, request, { PCD_PAY_RST: 'close', PCD_PAY_MSG: closedText });
    delete result.callbackFunction;
    deliver(result);
  }

  function deliver(result) {
    const obj = request;
    tidy();
    if (typeof obj.callbackFunction === 'function') return obj.callbackFunction(result);
    postForm(result.PCD_RST_URL || obj.PCD_RST_URL, result, '_self');
  }
})();
