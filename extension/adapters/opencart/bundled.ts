import { compareVersions, isWithin } from "../../../shared/versions.ts";

/**
 * What OpenCart and two of its forks bring themselves, by line and type: every code that any release of the line has had.
 * A third party cannot take a code that is in use, so one list for a line serves all its releases. OpenCart's were read
 * of the release tags, those of forks are what a fresh store has; 2026-11. From 4.0 on each extension names its package,
 * and the platform's own is called `opencart`.
 */
interface BundledLine {
  platform: string;
  from: string;
  to: string;
  codes: Readonly<Record<string, string>>;
}

const lines: readonly BundledLine[] = [
  {
    platform: "opencart",
    from: "1.5.5.1",
    to: "1.5.6.4",
    codes: {
      feed: "google_base google_sitemap",
      module:
        "account affiliate amazon_checkout_layout banner bestseller carousel category ebaydisplay featured filter google_talk information latest openbaypro pp_layout slideshow special store welcome",
      openbay:
        "amazon amazon_listing amazon_product amazonus amazonus_listing amazonus_product ebay_profile ebay_template openbay play",
      payment:
        "amazon_checkout authorizenet_aim bank_transfer cheque cod free_checkout klarna_account klarna_invoice liqpay moneybookers nochex paymate paypoint payza perpetual_payments pp_express pp_payflow_iframe pp_pro pp_pro_iframe pp_pro_pf pp_pro_uk pp_standard sagepay sagepay_direct sagepay_us twocheckout web_payment_software worldpay",
      report:
        "affiliate_commission customer_credit customer_online customer_order customer_reward product_purchased product_viewed sale_coupon sale_order sale_return sale_shipping sale_tax",
      shipping: "auspost citylink fedex flat free item parcelforce_48 pickup royal_mail ups usps weight",
      total: "coupon credit handling klarna_fee low_order_fee reward shipping sub_total tax total voucher",
    },
  },
  {
    platform: "opencart",
    from: "2.0.0.0",
    to: "2.2.0.0",
    codes: {
      analytics: "google_analytics",
      captcha: "basic_captcha google_captcha",
      dashboard: "activity chart customer map online order recent sale",
      feed: "google_base google_sitemap openbaypro",
      fraud: "fraudlabspro ip maxmind",
      module:
        "account affiliate amazon_button amazon_login amazon_pay banner bestseller carousel category ebay_listing ebaydisplay featured filter google_hangouts html information latest laybuy_layout pp_button pp_login sagepay_direct_cards sagepay_server_cards slideshow special store",
      openbay:
        "amazon amazon_listing amazon_product amazonus amazonus_listing amazonus_product ebay ebay_profile ebay_template etsy etsy_product etsy_shipping etsy_shop fba",
      payment:
        "amazon_checkout amazon_login_pay authorizenet_aim authorizenet_sim bank_transfer bluepay_hosted bluepay_hosted_form bluepay_redirect cardinity cheque cod eway firstdata firstdata_remote free_checkout g2apay globalpay globalpay_remote klarna_account klarna_invoice laybuy liqpay moneybookers nochex paymate paypoint payza perpetual_payments pp_express pp_payflow pp_payflow_iframe pp_pro pp_pro_iframe pp_standard realex realex_remote sagepay_direct sagepay_server sagepay_us securetrading_pp securetrading_ws skrill twocheckout web_payment_software worldpay",
      report:
        "affiliate affiliate_activity affiliate_login customer_activity customer_credit customer_login customer_online customer_order customer_reward marketing product_purchased product_viewed sale_coupon sale_order sale_return sale_shipping sale_tax",
      shipping: "auspost citylink fedex flat free item parcelforce_48 pickup royal_mail ups usps weight",
      theme: "theme_default",
      total: "coupon credit handling klarna_fee low_order_fee reward shipping sub_total tax total voucher",
    },
  },
  {
    platform: "opencart",
    from: "2.3.0.0",
    to: "2.3.0.2",
    codes: {
      analytics: "google_analytics",
      captcha: "basic_captcha google_captcha",
      dashboard: "activity chart customer map online order recent sale",
      feed: "google_base google_sitemap openbaypro",
      fraud: "fraudlabspro ip maxmind",
      module:
        "account affiliate amazon_login amazon_pay banner bestseller carousel category divido_calculator ebay_listing featured filter google_hangouts html information klarna_checkout_module latest laybuy_layout pilibaba_button pp_button pp_login sagepay_direct_cards sagepay_server_cards slideshow special store",
      openbay:
        "amazon amazon_listing amazon_product amazonus amazonus_listing amazonus_product ebay ebay_profile ebay_template etsy etsy_product etsy_shipping etsy_shop fba",
      payment:
        "amazon_login_pay authorizenet_aim authorizenet_sim bank_transfer bluepay_hosted bluepay_redirect cardconnect cardinity cheque cod divido eway firstdata firstdata_remote free_checkout g2apay globalpay globalpay_remote klarna_account klarna_checkout klarna_invoice laybuy liqpay nochex paymate paypoint payza perpetual_payments pilibaba pp_express pp_payflow pp_payflow_iframe pp_pro pp_pro_iframe pp_standard realex realex_remote sagepay_direct sagepay_server sagepay_us securetrading_pp securetrading_ws skrill twocheckout web_payment_software worldpay",
      report:
        "affiliate affiliate_activity affiliate_login customer_activity customer_credit customer_login customer_online customer_order customer_reward customer_search marketing product_purchased product_viewed sale_coupon sale_order sale_return sale_shipping sale_tax",
      shipping: "auspost citylink fedex flat free item parcelforce_48 pickup royal_mail ups usps weight",
      theme: "theme_default",
      total: "coupon credit handling klarna_fee low_order_fee reward shipping sub_total tax total voucher",
    },
  },
  {
    platform: "opencart",
    from: "3.0.0.0",
    to: "3.0.5.1",
    codes: {
      advertise: "google",
      analytics: "google",
      captcha: "basic google",
      currency: "ecb fixer",
      dashboard: "activity chart customer map online order recent sale",
      feed: "google_base google_sitemap openbaypro",
      fraud: "fraudlabspro ip maxmind",
      module:
        "account amazon_login amazon_pay banner bestseller carousel category divido_calculator ebay_listing featured filter google_hangouts html information klarna_checkout_module latest laybuy_layout paypal_smart_button pilibaba_button pp_braintree_button pp_button pp_login sagepay_direct_cards sagepay_server_cards slideshow special store",
      openbay:
        "amazon amazon_listing amazon_product amazonus amazonus_listing amazonus_product ebay ebay_profile ebay_template etsy etsy_product etsy_shipping etsy_shop fba",
      payment:
        "alipay alipay_cross amazon_login_pay authorizenet_aim authorizenet_sim bank_transfer bluepay_hosted bluepay_redirect cardconnect cardinity cheque cod divido eway firstdata firstdata_remote free_checkout g2apay globalpay globalpay_remote klarna_account klarna_checkout klarna_invoice laybuy liqpay nochex opayo paymate paypal paypoint payza perpetual_payments pilibaba pp_braintree pp_express pp_payflow pp_payflow_iframe pp_pro pp_pro_iframe pp_standard realex realex_remote sagepay_direct sagepay_server sagepay_us securetrading_pp securetrading_ws skrill squareup twocheckout web_payment_software wechat_pay worldpay",
      report:
        "customer_activity customer_order customer_reward customer_search customer_transaction marketing product_purchased product_viewed sale_coupon sale_order sale_return sale_shipping sale_tax",
      shipping:
        "auspost citylink ec_ship fedex flat free item parcelforce_48 pickup royal_mail ups usps usps_oauth weight",
      theme: "default",
      total: "coupon credit handling klarna_fee low_order_fee reward shipping sub_total tax total voucher",
    },
  },
  {
    platform: "ocstore",
    from: "3.0.3.7",
    to: "3.0.3.7",
    codes: {
      blog: "article category review setting",
      currency: "cbr nbu",
      dashboard: "domovoy",
      feed: "unisender yandex_market yandex_turbo",
      module: "blog_category blog_featured blog_latest featured_article featured_product",
      payment: "ocstore_w1 webmoney_wmb webmoney_wme webmoney_wmk webmoney_wmr webmoney_wmu webmoney_wmv webmoney_wmz",
    },
  },
  {
    platform: "opencart-overclocked",
    from: "1.11.1",
    to: "1.11.1",
    codes: {
      feed: "google_base google_sitemap rss_feed storeya",
      fraud: "fraudlabspro maxmind",
      modification: "eutaxes openbaypro vqmods",
      module:
        "account affiliate also_bought amazon_checkout_layout banner bestseller carousel category ebaydisplay featured filter google_hangouts html information latest links location manufacturer mediaplayer menu_horizontal menu_vertical news palette popular pp_layout skype slideshow special store tagcloud viewed welcome",
      payment:
        "amazon_checkout authorizenet_aim authorizenet_sim bank_bni bank_transfer best2pay best2pay_emoney bluepay_hosted bluepay_redirect cardpay cheque cod eway firstdata firstdata_remote free_checkout g2apay globalpay globalpay_remote in_store klarna_account klarna_invoice liqpay nochex okpay payhub paym paymate paypoint payza perpetual_payments pp_express pp_payflow_iframe pp_pro pp_pro_iframe pp_pro_pf pp_pro_uk pp_standard sagepay sagepay_direct sagepay_server sagepay_us skrill stripe_payments twocheckout web_payment_software worldpay worldpay_online",
      shipping:
        "airmail auspost canadapost citylink dhl digital fedex flat_1 flat_2 flat_3 free geozone item parcelforce_48 pickup price royal_mail tnt ups usps weight",
      theme: "default",
      total:
        "coupon credit gift_wrapping handling klarna_fee low_order_fee offers paypal_fee reward shipping sub_total tax total voucher",
    },
  },
];

/** Forks that bring all that their parent's line has, and more of which only some is known. */
const standsOn: Readonly<Record<string, string>> = { ocstore: "opencart", "opencart-brasil": "opencart" };

/** Whether the platform brings a module itself; null where that is not known. */
export type Bundled = (type: string, code: string, vendor: string | null) => boolean | null;

/** What a version of a platform brings; null where nothing is known of it. */
export function bundledWith(platform: string, version: string | null): Bundled | null {
  if (version === null) return null;
  const linesOf = (id: string | undefined) => lines.filter((one) => one.platform === id && isWithin(version, one));
  const [own, parents] = [linesOf(platform), linesOf(standsOn[platform])];
  const codes = new Set([...own, ...parents].flatMap(codesOf));
  if (codes.size > 0) return (type, code) => codes.has(`${type}/${code}`) || (own.length > 0 ? false : null);
  const isKnown = platform === "opencart" && isPackaged(version);
  return isKnown ? (_, __, vendor) => (vendor === null ? null : isOwnPackage(vendor)) : null;
}

function codesOf({ codes }: BundledLine): string[] {
  return Object.entries(codes).flatMap(([type, all]) => all.split(" ").map((code) => `${type}/${code}`));
}

export function isPackaged(version: string): boolean {
  return compareVersions(version, "4.0.0.0") >= 0;
}

/** From 4.0 on; besides its own there are packages for developers to learn from. */
function isOwnPackage(vendor: string): boolean {
  return vendor === "opencart" || /^oc_\w+_example$/.test(vendor);
}
